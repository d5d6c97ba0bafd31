package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compresses as wimlib does, by somebody else's library: chunk by chunk, and with the table of chunks in front as it is in WIM and system files. */
public enum WimCompression {
    XPRESS_4K(1, 4 << 10, 0),
    LZX(2, 32 << 10, 1),
    XPRESS_8K(1, 8 << 10, 2),
    XPRESS_16K(1, 16 << 10, 3);

    /** Arguments: method, size of chunks, level, file to compress, file to write. */
    private static final String COMPRESS =
            """
            import ctypes, itertools, struct, sys
            from ctypes import c_char_p, c_int, c_size_t, c_uint, c_void_p, byref, POINTER
            lib = ctypes.CDLL('libwim.so.15')
            lib.wimlib_create_compressor.argtypes = [c_int, c_size_t, c_uint, POINTER(c_void_p)]
            lib.wimlib_compress.argtypes = [c_char_p, c_size_t, c_char_p, c_size_t, c_void_p]
            lib.wimlib_compress.restype = c_size_t
            method, size, level = map(int, sys.argv[1:4])
            compressor = c_void_p()
            if lib.wimlib_create_compressor(method, size, level, byref(compressor)):
                sys.exit('no compressor')
            content = open(sys.argv[4], 'rb').read()
            chunks = []
            for at in range(0, len(content), size):
                chunk = content[at:at + size]
                packed = ctypes.create_string_buffer(size)
                length = lib.wimlib_compress(chunk, len(chunk), packed, len(chunk) - 1, compressor)
                chunks.append(packed.raw[:length] if length else chunk)
            ends = list(itertools.accumulate(map(len, chunks[:-1])))
            open(sys.argv[5], 'wb').write(struct.pack('<%dI' % len(ends), *ends) + b''.join(chunks))
            """;

    /** Arguments: method, size of chunks, file to expand, size of what comes out, file to write. */
    private static final String EXPAND =
            """
            import ctypes, sys
            from ctypes import c_char_p, c_int, c_size_t, c_void_p, byref, POINTER
            lib = ctypes.CDLL('libwim.so.15')
            lib.wimlib_create_decompressor.argtypes = [c_int, c_size_t, POINTER(c_void_p)]
            lib.wimlib_decompress.argtypes = [c_char_p, c_size_t, c_char_p, c_size_t, c_void_p]
            decompressor = c_void_p()
            if lib.wimlib_create_decompressor(int(sys.argv[1]), int(sys.argv[2]), byref(decompressor)):
                sys.exit('no decompressor')
            packed = open(sys.argv[3], 'rb').read()
            expanded = ctypes.create_string_buffer(int(sys.argv[4]))
            if lib.wimlib_decompress(packed, len(packed), expanded, len(expanded), decompressor):
                sys.exit('damaged')
            open(sys.argv[5], 'wb').write(expanded.raw)
            """;

    private final int method;
    private final int chunkSize;
    private final int algorithm;

    WimCompression(int method, int chunkSize, int algorithm) {
        this.method = method;
        this.chunkSize = chunkSize;
        this.algorithm = algorithm;
    }

    public int chunkSize() {
        return chunkSize;
    }

    /** What marks a file as compressed in this way. */
    public byte[] reparsePoint() {
        return reparsePoint(1, 2, 1, algorithm);
    }

    /** The reparse point of a compressed system file: that of a file which keeps its own content has provider 2, and all versions are 1. */
    public static byte[] reparsePoint(int version, int provider, int fileVersion, int algorithm) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x80000017)
                .putInt(16)
                .putInt(version)
                .putInt(provider)
                .putInt(fileVersion)
                .putInt(algorithm)
                .array();
    }

    /**
     * The table of chunks and the chunks.
     *
     * @param level 1 to 100 for least to most effort
     */
    public byte[] compress(Path folder, byte[] content, int level) throws IOException {
        return run(folder, COMPRESS, content, "" + level, "");
    }

    /** What wimlib makes of one chunk. */
    public byte[] expand(Path folder, byte[] chunk, int size) throws IOException {
        return run(folder, EXPAND, chunk, "", "" + size);
    }

    private byte[] run(Path folder, String script, byte[] content, String before, String behind) throws IOException {
        IndependentTool.require("wimlib-imagex", "wimtools");
        Path python = IndependentTool.requirePython("ctypes", "python3");
        Path in = Files.write(Files.createTempFile(folder, "in", ""), content);
        Path out = Files.createTempFile(folder, "out", "");
        List<String> command = new ArrayList<>(List.of(
                python.toString(), "-c", script, "" + method, "" + chunkSize, before, in.toString(), behind, out.toString()));
        command.removeIf(String::isEmpty);
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return Files.readAllBytes(out);
    }
}
