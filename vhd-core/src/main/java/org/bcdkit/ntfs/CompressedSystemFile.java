package org.bcdkit.ntfs;

import java.io.IOException;
import org.bcdkit.compression.Lzx;
import org.bcdkit.compression.XpressHuffman;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * The content of a file that Windows compressed as a whole ({@code compact /exe}, CompactOS): a table of offsets and then chunks, in a stream of
 * their own; a WIM file holds its files in the same form. The unnamed stream has only the size. MS-FSCC 2.1.2.1.
 */
final class CompressedSystemFile extends ExpandedStorage {

    /** The stream with the compressed chunks. */
    static final String STREAM = "WofCompressedData";

    static final StructLayout LAYOUT = StructLayout.littleEndian("compressed file reparse data", 16);
    static final Field<Long> VERSION = LAYOUT.u32(0, "version", "1.");
    static final Field<Long> PROVIDER = LAYOUT.u32(4, "provider", "1 when the content is in a WIM file, 2 when it is in the file itself.");
    static final Field<Long> FILE_VERSION = LAYOUT.u32(8, "file provider version", "1.");
    static final Field<Long> ALGORITHM = LAYOUT.u32(12, "algorithm", "0 XPRESS in chunks of 4 KiB, 1 LZX, 2 XPRESS of 8 KiB, 3 XPRESS of 16 KiB.");

    private static final int IN_THE_FILE = 2;
    private static final int LZX = 1;
    private static final int[] CHUNK_SIZES = {4 << 10, Lzx.WINDOW, 8 << 10, 16 << 10};

    private final Storage stream;
    private final boolean isLzx;
    private final int chunkSize;
    private final long chunks;
    /** Of an offset in the table. */
    private final int offsetSize;

    private CompressedSystemFile(String name, long size, Storage stream, int algorithm) {
        super(name, size, CHUNK_SIZES[algorithm]);
        this.stream = stream;
        this.isLzx = algorithm == LZX;
        this.chunkSize = CHUNK_SIZES[algorithm];
        this.chunks = (size + chunkSize - 1) / chunkSize;
        this.offsetSize = size >> 32 == 0 ? 4 : 8;
    }

    /**
     * @param name what to call the result
     * @param size of the content in bytes
     * @throws UnsupportedException when the content is in a WIM file, or compressed in a way that is not known
     */
    static Storage open(NtfsFile file, ReparsePoint point, String name, long size) throws IOException {
        String source = file.clusters().name();
        long position = file.base().position();
        byte[] value = point.value().read(0, (int) Math.min(point.value().size(), ReparsePoint.LAYOUT.size() + LAYOUT.size()));
        StructImage image = LAYOUT.view(source, position, value, ReparsePoint.LAYOUT.size());
        long algorithm = image.get(ALGORITHM);
        if (image.get(VERSION) != 1 || image.get(PROVIDER) != IN_THE_FILE) {
            throw new UnsupportedException(name, LAYOUT.name(), position, "version " + image.get(VERSION) + ", provider " + image.get(PROVIDER)
                    + "; known is version 1, provider 2, the file itself; with provider 1 the content is in a WIM file");
        }
        if (image.get(FILE_VERSION) != 1 || algorithm >= CHUNK_SIZES.length) {
            throw new UnsupportedException(name, LAYOUT.name(), position, "version " + image.get(FILE_VERSION) + ", algorithm " + algorithm
                    + "; known is version 1 with algorithms 0 to 3");
        }
        Storage stream = file.open(AttributeType.DATA, STREAM, STREAM + " of " + name).orElse(null);
        if (stream == null) {
            throw file.malformed("it is a compressed system file without a stream " + STREAM);
        }
        return new CompressedSystemFile(name, size, stream, (int) algorithm);
    }

    @Override
    byte[] expand(long number, int length) throws IOException {
        long dataStart = (chunks - 1) * offsetSize;
        long start = number == 0 ? 0 : offset(number - 1);
        long end = number == chunks - 1 ? stream.size() - dataStart : offset(number);
        if (start < 0 || end <= start || end - start > length || end > stream.size() - dataStart) {
            throw new MalformedException(stream.name(), "chunk table", Math.max(0, number - 1) * offsetSize, "chunk " + number + " of " + length
                    + " bytes is said to be at " + start + " to " + end + " of " + (stream.size() - dataStart));
        }
        byte[] chunk = stream.read(dataStart + start, (int) (end - start));
        if (chunk.length == length) {
            return chunk;
        }
        return isLzx
                ? Lzx.expand(stream.name(), dataStart + start, chunk, length)
                : XpressHuffman.expand(stream.name(), dataStart + start, chunk, length);
    }

    /** Where a chunk ends, from the end of the table. */
    private long offset(long index) throws IOException {
        byte[] bytes = stream.read(index * offsetSize, offsetSize);
        return offsetSize == 4 ? LittleEndian.u32(bytes, 0) : LittleEndian.u64(bytes, 0);
    }
}
