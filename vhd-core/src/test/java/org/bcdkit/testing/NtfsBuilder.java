package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bcdkit.storage.Bytes;

/**
 * Makes NTFS volumes with what others wrote: mkntfs formats them, and libntfs-3g, the library of ntfs-3g, puts files into them. It is called
 * directly, so neither root nor FUSE is needed.
 */
public final class NtfsBuilder {

    /** Does what the lines of the file in its second argument say, on the volume in its first. */
    private static final String SCRIPT =
            """
            import ctypes, sys
            from ctypes import c_char_p, c_int, c_long, c_longlong, c_uint, c_void_p, c_ubyte
            lib = ctypes.CDLL('libntfs-3g.so.89', use_errno=True)
            def function(name, result, *arguments):
                f = getattr(lib, name)
                f.restype, f.argtypes = result, arguments
                return f
            def good(result, what):
                if result is None or isinstance(result, int) and result < 0:
                    sys.exit('%s: errno %d' % (what, ctypes.get_errno()))
                return result
            mount = function('ntfs_mount', c_void_p, c_char_p, c_long)
            umount = function('ntfs_umount', c_int, c_void_p, c_int)
            lookup = function('ntfs_pathname_to_inode', c_void_p, c_void_p, c_void_p, c_char_p)
            create = function('ntfs_create', c_void_p, c_void_p, c_uint, c_char_p, c_ubyte, c_uint)
            delete = function('ntfs_delete', c_int, c_void_p, c_char_p, c_void_p, c_void_p, c_char_p, c_ubyte)
            close_inode = function('ntfs_inode_close', c_int, c_void_p)
            open_attribute = function('ntfs_attr_open', c_void_p, c_void_p, c_uint, c_void_p, c_uint)
            add_attribute = function('ntfs_attr_add', c_int, c_void_p, c_uint, c_void_p, c_ubyte, c_void_p, c_longlong)
            write = function('ntfs_attr_pwrite', c_longlong, c_void_p, c_longlong, c_longlong, c_char_p)
            truncate = function('ntfs_attr_truncate', c_int, c_void_p, c_longlong)
            flush_compressed = function('ntfs_attr_pclose', c_int, c_void_p)
            close_attribute = function('ntfs_attr_close', None, c_void_p)
            link = function('ntfs_link', c_int, c_void_p, c_void_p, c_char_p, c_ubyte)
            set_reparse = function('ntfs_set_ntfs_reparse_data', c_int, c_void_p, c_char_p, c_long, c_int)
            set_attributes = function('ntfs_set_ntfs_attrib', c_int, c_void_p, c_char_p, c_long, c_int)
            set_short_name = function('ntfs_set_ntfs_dos_name', c_int, c_void_p, c_void_p, c_char_p, c_long, c_int)
            lib.ntfs_set_char_encoding(b'utf8')
            unnamed = ctypes.addressof(ctypes.c_uint16.in_dll(lib, 'AT_UNNAMED'))
            volume = good(mount(sys.argv[1].encode(), 0), 'mount')
            wide = lambda name: name.encode('utf-16-le')
            def inode(path):
                return good(lookup(volume, None, path.encode()), path)
            def split(path):
                folder, _, name = path.rpartition('/')
                return inode(folder or '/'), name
            def make(path, kind):
                folder, name = split(path)
                made = good(create(folder, 0, wide(name), len(wide(name)) // 2, kind), path)
                good(close_inode(made), path)
                good(close_inode(folder), path)
            def attribute(node, stream):
                name = ctypes.create_string_buffer(wide(stream)) if stream else None
                where, length = (ctypes.addressof(name), len(stream)) if stream else (unnamed, 0)
                found = open_attribute(node, 0x80, where, length)
                if not found:
                    good(add_attribute(node, 0x80, where, length, None, 0), stream)
                    found = good(open_attribute(node, 0x80, where, length), stream)
                return found
            def put(path, stream, at, content, piece=1 << 20):
                node = inode(path)
                opened = attribute(node, stream)
                for start in range(0, len(content), piece):
                    part = content[start:start + piece]
                    if write(opened, at + start, len(part), part) != len(part):
                        sys.exit('%s: errno %d' % (path, ctypes.get_errno()))
                flush_compressed(opened)
                close_attribute(opened)
                good(close_inode(node), path)
            read = lambda file: open(file, 'rb').read()
            FILE, FOLDER = 0o100000, 0o040000
            def resize(path, size):
                node = inode(path)
                opened = attribute(node, '')
                good(truncate(opened, size), path)
                close_attribute(opened)
                good(close_inode(node), path)
            def with_inode(path, action):
                node = inode(path)
                good(action(node), path)
                good(close_inode(node), path)
            def hard_link(old, new):
                folder, name = split(new)
                with_inode(old, lambda node: link(node, folder, wide(name), len(wide(name)) // 2))
                good(close_inode(folder), new)
            def short_name(path, name):
                folder, _ = split(path)
                good(set_short_name(inode(path), folder, name.encode(), len(name), 0), path)
            def remove(path):
                folder, name = split(path)
                good(delete(volume, path.encode(), inode(path), folder, wide(name), len(wide(name)) // 2), path)
            # As the mount option compression does: the third word of the volume has the bit.
            state = c_long.from_address(volume + 2 * ctypes.sizeof(c_void_p))
            def compressed(path, source):
                folder = path.rpartition('/')[0] or '/'
                flag = lambda value: with_inode(folder, lambda node: set_attributes(node, value.to_bytes(4, 'little'), 4, 0))
                flag(0x810)
                state.value |= 1 << 6
                make(path, FILE)
                put(path, '', 0, read(source))
                state.value &= ~(1 << 6)
                flag(0x10)
            commands = {
                'folder': lambda path: make(path, FOLDER),
                'file': lambda path, source: (make(path, FILE), put(path, '', 0, read(source))),
                'compressed': compressed,
                'stream': lambda path, stream, source: put(path, stream, 0, read(source)),
                'at': lambda path, at, source: put(path, '', int(at), read(source)),
                'resize': lambda path, size: resize(path, int(size)),
                'pieces': lambda path, piece, source: (make(path, FILE), put(path, '', 0, read(source), int(piece))),
                'link': hard_link,
                'short': short_name,
                'reparse': lambda path, value: with_inode(path, lambda node: set_reparse(node, bytes.fromhex(value), len(value) // 2, 0)),
                'remove': remove,
            }
            for line in open(sys.argv[2], encoding='utf-8'):
                words = line.rstrip('\\n').split('\\t')
                commands[words[0]](*words[1:])
            good(umount(volume, 0), 'umount')
            """;

    private final Path folder;
    private final Path volume;
    private final List<String> lines = new ArrayList<>();
    private final Map<Bytes, Path> contents = new HashMap<>();

    /**
     * @param folder for the volume and what goes into it
     * @param options for mkntfs
     */
    public NtfsBuilder(Path folder, long size, String... options) throws IOException {
        this.folder = folder;
        this.volume = Files.createTempFile(folder, "volume", ".ntfs");
        try (RandomAccessFile file = new RandomAccessFile(volume.toFile(), "rw")) {
            file.setLength(size);
        }
        List<String> arguments = new ArrayList<>(List.of("-F", "-Q", "-q", "-p", "2048", "-H", "255", "-S", "63"));
        arguments.addAll(List.of(options));
        arguments.add(volume.toString());
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("mkntfs", "ntfs-3g"), arguments.toArray(new String[0]));
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

    /** Paths start with a slash; the folders they are in must be there. */
    public NtfsBuilder folder(String path) {
        lines.add("folder\t" + path);
        return this;
    }

    public NtfsBuilder file(String path, byte[] content) throws IOException {
        lines.add("file\t" + path + "\t" + keep(content));
        return this;
    }

    /** A file that NTFS compresses. */
    public NtfsBuilder compressed(String path, byte[] content) throws IOException {
        lines.add("compressed\t" + path + "\t" + keep(content));
        return this;
    }

    /** Another stream of a file that is there. */
    public NtfsBuilder stream(String path, String stream, byte[] content) throws IOException {
        lines.add("stream\t" + path + "\t" + stream + "\t" + keep(content));
        return this;
    }

    /** Writes over a part of a file, or behind its end. */
    public NtfsBuilder at(String path, long position, byte[] content) throws IOException {
        lines.add("at\t" + path + "\t" + position + "\t" + keep(content));
        return this;
    }

    public NtfsBuilder resize(String path, long size) {
        lines.add("resize\t" + path + "\t" + size);
        return this;
    }

    /** A file that is written piece by piece, so that it takes whatever little room is found. */
    public NtfsBuilder pieces(String path, int piece, byte[] content) throws IOException {
        lines.add("pieces\t" + path + "\t" + piece + "\t" + keep(content));
        return this;
    }

    public NtfsBuilder link(String existing, String path) {
        lines.add("link\t" + existing + "\t" + path);
        return this;
    }

    public NtfsBuilder shortName(String path, String name) {
        lines.add("short\t" + path + "\t" + name);
        return this;
    }

    public NtfsBuilder reparse(String path, byte[] value) {
        lines.add("reparse\t" + path + "\t" + HexFormat.of().formatHex(value));
        return this;
    }

    public NtfsBuilder remove(String path) {
        lines.add("remove\t" + path);
        return this;
    }

    private Path keep(byte[] content) throws IOException {
        Bytes key = Bytes.of(content);
        Path kept = contents.get(key);
        if (kept == null) {
            kept = Files.write(Files.createTempFile(folder, "content", ""), content);
            contents.put(key, kept);
        }
        return kept;
    }

    /** The volume with all that. */
    public Path build() throws IOException {
        Path python = IndependentTool.requirePython("ctypes", "python3");
        Path commands = Files.write(Files.createTempFile(folder, "commands", ""), lines);
        IndependentTool.Outcome outcome = IndependentTool.run(
                Duration.ofMinutes(2), Map.of(), List.of(python.toString(), "-c", SCRIPT, volume.toString(), commands.toString()));
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        lines.clear();
        return volume;
    }
}
