package org.bcdkit.windows;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Storage;

/** The version that a program has in its resources. PE format, "The .rsrc Section"; VS_VERSIONINFO. */
final class VersionResource {

    static final StructLayout DIRECTORY = StructLayout.littleEndian("resource directory", 16);
    static final Field<Long> NAMED_COUNT = DIRECTORY.u16(12, "number of named entries", "Entries that follow first.");
    static final Field<Long> ID_COUNT = DIRECTORY.u16(14, "number of id entries", "Entries that follow then.");

    static final StructLayout ENTRY = StructLayout.littleEndian("resource directory entry", 8);
    static final Field<Long> ID = ENTRY.u32(0, "id", "Type, name or language; 16 is the type of versions.");
    static final Field<Long> OFFSET = ENTRY.u32(4, "offset", "Of a data entry, or with the highest bit of a directory, from the first directory.");

    static final StructLayout DATA = StructLayout.littleEndian("resource data entry", 16);
    static final Field<Long> ADDRESS = DATA.u32(0, "address", "Of the data in memory, from the start of the program.");
    static final Field<Long> SIZE = DATA.u32(4, "size", "Bytes.");

    static final StructLayout LAYOUT = StructLayout.littleEndian("version", 92);
    static final Field<Long> LENGTH = LAYOUT.u16(0, "length", "Bytes, with all texts.");
    static final Field<Long> VALUE_LENGTH = LAYOUT.u16(2, "value length", "Bytes of the fixed part, 52.");
    static final Field<Long> TYPE = LAYOUT.u16(4, "type", "0, binary.");
    static final Field<String> KEY = LAYOUT.utf16(6, 32, "key", "`VS_VERSION_INFO`.");
    static final Field<Long> SIGNATURE = LAYOUT.u32(40, "signature", "0xfeef04bd.");
    static final Field<Long> STRUCTURE_VERSION = LAYOUT.u32(44, "structure version", "0x10000.");
    static final Field<Long> FILE_MINOR = LAYOUT.u16(48, "file version, second number", "The 1 in 6.1.7601.17514.");
    static final Field<Long> FILE_MAJOR = LAYOUT.u16(50, "file version, first number", "The 6.");
    static final Field<Long> FILE_REVISION = LAYOUT.u16(52, "file version, fourth number", "The 17514.");
    static final Field<Long> FILE_BUILD = LAYOUT.u16(54, "file version, third number", "The 7601.");

    static {
        DIRECTORY.reserved(0, 12);
        DATA.reserved(8, 8);
        LAYOUT.reserved(38, 2);
        LAYOUT.reserved(56, 36);
    }

    private static final int VERSION_TYPE = 16;
    private static final int ANY = -1;
    private static final long IS_DIRECTORY = 0x80000000L;
    private static final long FIXED_SIGNATURE = 0xfeef04bdL;
    private static final String VERSION_KEY = "VS_VERSION_INFO";

    private VersionResource() {}

    /** The version of the file; empty when it has no such resource, or one that is not as it should be. */
    static Optional<WindowsVersion> find(PeHeaders headers) throws IOException {
        OptionalLong resources = headers.resources();
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        Storage program = headers.program();
        long root = resources.getAsLong();
        // Three levels: type, name, language. A program has one version, in whatever language.
        OptionalLong names = entry(program, root, IS_DIRECTORY, VERSION_TYPE);
        OptionalLong languages = names.isPresent() ? entry(program, root, names.getAsLong(), ANY) : names;
        OptionalLong data = languages.isPresent() ? entry(program, root, languages.getAsLong(), ANY) : languages;
        if (data.isEmpty() || isDirectory(data.getAsLong())) {
            return Optional.empty();
        }
        Optional<StructImage> place = PeHeaders.structure(program, root + data.getAsLong(), DATA);
        OptionalLong position = place.isPresent() ? headers.inFile(place.get().get(ADDRESS)) : OptionalLong.empty();
        return position.isPresent() ? at(program, position.getAsLong()) : Optional.empty();
    }

    /** What the entry with that id, or the first, has as its offset. */
    private static OptionalLong entry(Storage program, long root, long directory, int id) throws IOException {
        long position = root + (directory & ~IS_DIRECTORY);
        Optional<StructImage> head = isDirectory(directory) ? PeHeaders.structure(program, position, DIRECTORY) : Optional.empty();
        if (head.isEmpty()) {
            return OptionalLong.empty();
        }
        int count = head.get().getInt(NAMED_COUNT) + head.get().getInt(ID_COUNT);
        for (int i = 0; i < count; i++) {
            Optional<StructImage> entry = PeHeaders.structure(program, position + DIRECTORY.size() + (long) i * ENTRY.size(), ENTRY);
            if (entry.isEmpty()) {
                return OptionalLong.empty();
            }
            if (id == ANY || entry.get().get(ID) == id) {
                return OptionalLong.of(entry.get().get(OFFSET));
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isDirectory(long offset) {
        return (offset & IS_DIRECTORY) != 0;
    }

    /** The version that stands at {@code position}; empty when none does. */
    static Optional<WindowsVersion> at(Storage program, long position) throws IOException {
        Optional<StructImage> version = PeHeaders.structure(program, position, LAYOUT);
        if (version.isEmpty() || !version.get().get(KEY).equals(VERSION_KEY) || version.get().get(SIGNATURE) != FIXED_SIGNATURE) {
            return Optional.empty();
        }
        StructImage fields = version.get();
        return Optional.of(new WindowsVersion(
                fields.getInt(FILE_MAJOR), fields.getInt(FILE_MINOR), fields.getInt(FILE_BUILD), fields.getInt(FILE_REVISION)));
    }
}
