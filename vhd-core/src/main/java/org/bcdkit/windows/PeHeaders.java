package org.bcdkit.windows;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Storage;

/**
 * The headers of a program of Windows or of UEFI, as far as they say what it is for and where its resources are. PE format, "File Headers".
 *
 * @param program starts with the MZ header
 * @param position of what follows the PE header
 */
record PeHeaders(Storage program, StructImage coff, long position) {

    static final StructLayout DOS = StructLayout.littleEndian("MZ header", 64);
    static final Field<String> DOS_SIGNATURE = DOS.ascii(0, 2, "signature", "Always `MZ`.");
    static final Field<Long> NEW_HEADER = DOS.u32(60, "new header", "Offset of the PE header.");

    static final StructLayout COFF = StructLayout.littleEndian("PE header", 24);
    static final Field<Long> SIGNATURE = COFF.u32(0, "signature", "`PE` and two zeros.");
    static final Field<Long> MACHINE = COFF.u16(4, "machine", "0x14c x86, 0x8664 x64, 0xaa64 ARM64.");
    static final Field<Long> SECTION_COUNT = COFF.u16(6, "number of sections", "Headers of sections behind the optional header.");
    static final Field<Long> OPTIONAL_SIZE = COFF.u16(20, "size of the optional header", "Bytes; the section headers follow it.");
    static final Field<Long> CHARACTERISTICS = COFF.u16(22, "characteristics", "0x2: can be run.");

    static final StructLayout OPTIONAL_32 = StructLayout.littleEndian("optional header", 120);
    static final Field<Long> MAGIC_32 = OPTIONAL_32.u16(0, "magic", "0x10b.");
    static final Field<Long> SUBSYSTEM_32 = OPTIONAL_32.u16(68, "subsystem", "10: a program of UEFI.");
    static final Field<Long> DIRECTORIES_32 = OPTIONAL_32.u32(92, "number of directories", "Directories that follow, eight bytes each.");
    static final Field<Long> RESOURCES_32 = OPTIONAL_32.u32(112, "resources", "Their address, in the third directory.");
    static final Field<Long> RESOURCES_SIZE_32 = OPTIONAL_32.u32(116, "size of resources", "Bytes.");

    static final StructLayout OPTIONAL_64 = StructLayout.littleEndian("optional header of 64-bit programs", 136);
    static final Field<Long> MAGIC_64 = OPTIONAL_64.u16(0, "magic", "0x20b.");
    static final Field<Long> SUBSYSTEM_64 = OPTIONAL_64.u16(68, "subsystem", "10: a program of UEFI.");
    static final Field<Long> DIRECTORIES_64 = OPTIONAL_64.u32(108, "number of directories", "Directories that follow, eight bytes each.");
    static final Field<Long> RESOURCES_64 = OPTIONAL_64.u32(128, "resources", "Their address, in the third directory.");
    static final Field<Long> RESOURCES_SIZE_64 = OPTIONAL_64.u32(132, "size of resources", "Bytes.");

    static final StructLayout CERTIFICATES = StructLayout.littleEndian("directory of certificates", 8);
    static final Field<Long> CERTIFICATES_OFFSET = CERTIFICATES.u32(0, "offset", "Of the signature, in the file: it is not in memory.");
    static final Field<Long> CERTIFICATES_SIZE = CERTIFICATES.u32(4, "size", "Bytes.");

    static final StructLayout SECTION = StructLayout.littleEndian("section header", 40);
    static final Field<String> SECTION_NAME = SECTION.ascii(0, 8, "name", "Nobody needs it.");
    static final Field<Long> VIRTUAL_SIZE = SECTION.u32(8, "virtual size", "Bytes in memory.");
    static final Field<Long> VIRTUAL_ADDRESS = SECTION.u32(12, "virtual address", "Where it will be in memory, from the start of the program.");
    static final Field<Long> RAW_SIZE = SECTION.u32(16, "size of raw data", "Bytes in the file.");
    static final Field<Long> RAW_OFFSET = SECTION.u32(20, "pointer to raw data", "Where it is in the file.");

    static {
        DOS.reserved(2, 58);
        COFF.reserved(8, 12);
        OPTIONAL_32.reserved(2, 66);
        OPTIONAL_32.reserved(70, 22);
        OPTIONAL_32.reserved(96, 16);
        OPTIONAL_64.reserved(2, 66);
        OPTIONAL_64.reserved(70, 38);
        OPTIONAL_64.reserved(112, 16);
        SECTION.reserved(24, 16);
    }

    private static final int PE = 0x4550;
    private static final int IS_32_BIT = 0x10b;
    private static final int IS_64_BIT = 0x20b;

    /** The number of the directory of resources. */
    private static final int RESOURCES = 2;

    /** The number of the directory of certificates. */
    private static final int CERTIFICATE_TABLE = 4;

    /** Where the first directory is in the optional header. */
    private static final int FIRST_DIRECTORY_32 = 96;
    private static final int FIRST_DIRECTORY_64 = 112;

    /** More sections Windows does not load. */
    private static final int MAX_SECTIONS = 96;

    /** The headers of the program in {@code file}; empty when it does not start with such headers. */
    static Optional<PeHeaders> read(Storage file) throws IOException {
        Optional<StructImage> dos = structure(file, 0, DOS);
        if (dos.isEmpty() || !dos.get().get(DOS_SIGNATURE).equals("MZ")) {
            return Optional.empty();
        }
        long position = dos.get().get(NEW_HEADER);
        Optional<StructImage> coff = structure(file, position, COFF);
        boolean isProgram = coff.isPresent() && coff.get().get(SIGNATURE) == PE;
        return isProgram ? Optional.of(new PeHeaders(file, coff.get(), position + COFF.size())) : Optional.empty();
    }

    /** The structure at {@code position}; empty when the file ends before it does. */
    static Optional<StructImage> structure(Storage file, long position, StructLayout layout) throws IOException {
        if (position < 0 || position > file.size() - layout.size()) {
            return Optional.empty();
        }
        return Optional.of(layout.read(file.name(), position, file.read(position, layout.size())));
    }

    Optional<Architecture> architecture() {
        return Architecture.ofMachine(coff.getInt(MACHINE));
    }

    /** What system or firmware starts it; empty when its headers are not those of a program for its processor. */
    OptionalInt subsystem() throws IOException {
        Optional<Architecture> architecture = architecture();
        if (architecture.isEmpty()) {
            return OptionalInt.empty();
        }
        boolean is64 = architecture.get() == Architecture.X64 || architecture.get() == Architecture.ARM64;
        Optional<StructImage> header = structure(program, position, is64 ? OPTIONAL_64 : OPTIONAL_32);
        boolean isRight = header.isPresent() && header.get().get(is64 ? MAGIC_64 : MAGIC_32) == (is64 ? IS_64_BIT : IS_32_BIT);
        return isRight ? OptionalInt.of(header.get().getInt(is64 ? SUBSYSTEM_64 : SUBSYSTEM_32)) : OptionalInt.empty();
    }

    /** Where the last byte of the file that will be in memory ends; empty when the headers of the sections are not all there. */
    OptionalLong end() throws IOException {
        long first = position + coff.get(OPTIONAL_SIZE);
        long end = first;
        for (int i = 0; i < coff.getInt(SECTION_COUNT); i++) {
            Optional<StructImage> section = structure(program, first + (long) i * SECTION.size(), SECTION);
            if (section.isEmpty()) {
                return OptionalLong.empty();
            }
            if (section.get().get(RAW_SIZE) > 0) {
                end = Math.max(end, section.get().get(RAW_OFFSET) + section.get().get(RAW_SIZE));
            }
        }
        return OptionalLong.of(end);
    }

    /** Where the resources are in the file; empty when the program has none, or they are not in the file. */
    OptionalLong resources() throws IOException {
        Optional<StructImage> header = structure(program, position, OPTIONAL_32);
        if (header.isPresent() && header.get().get(MAGIC_32) == IS_32_BIT) {
            return resources(header.get(), OPTIONAL_32, DIRECTORIES_32, RESOURCES_32);
        }
        header = structure(program, position, OPTIONAL_64);
        if (header.isPresent() && header.get().get(MAGIC_64) == IS_64_BIT) {
            return resources(header.get(), OPTIONAL_64, DIRECTORIES_64, RESOURCES_64);
        }
        return OptionalLong.empty();
    }

    private OptionalLong resources(StructImage header, StructLayout layout, Field<Long> directories, Field<Long> address) throws IOException {
        boolean there = coff.get(OPTIONAL_SIZE) >= layout.size() && header.get(directories) > RESOURCES && header.get(address) != 0;
        return there ? inFile(header.get(address)) : OptionalLong.empty();
    }

    /** The bytes of the certificate table; empty when the program is not signed, or they are not in the file. */
    Optional<Storage> certificates() throws IOException {
        Optional<StructImage> header = structure(program, position, OPTIONAL_64);
        if (header.isPresent() && header.get().get(MAGIC_64) == IS_64_BIT) {
            return certificates(header.get().get(DIRECTORIES_64), FIRST_DIRECTORY_64);
        }
        header = structure(program, position, OPTIONAL_32);
        return header.isPresent() && header.get().get(MAGIC_32) == IS_32_BIT
                ? certificates(header.get().get(DIRECTORIES_32), FIRST_DIRECTORY_32)
                : Optional.empty();
    }

    private Optional<Storage> certificates(long directories, int first) throws IOException {
        int offset = first + CERTIFICATE_TABLE * CERTIFICATES.size();
        if (directories <= CERTIFICATE_TABLE || coff.get(OPTIONAL_SIZE) < offset + CERTIFICATES.size()) {
            return Optional.empty();
        }
        Optional<StructImage> directory = structure(program, position + offset, CERTIFICATES);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        long start = directory.get().get(CERTIFICATES_OFFSET);
        long size = directory.get().get(CERTIFICATES_SIZE);
        return size == 0 || start > program.size() - size ? Optional.empty() : Optional.of(program.slice("signature of " + program.name(), start, size));
    }

    /** Where that is in the file which will be at {@code address} in memory, from the start of the program; empty when it is not in the file. */
    OptionalLong inFile(long address) throws IOException {
        long first = position + coff.get(OPTIONAL_SIZE);
        int count = Math.min(coff.getInt(SECTION_COUNT), MAX_SECTIONS);
        for (int i = 0; i < count; i++) {
            Optional<StructImage> section = structure(program, first + (long) i * SECTION.size(), SECTION);
            if (section.isEmpty()) {
                return OptionalLong.empty();
            }
            long offset = address - section.get().get(VIRTUAL_ADDRESS);
            if (offset >= 0 && offset < section.get().get(RAW_SIZE)) {
                return OptionalLong.of(section.get().get(RAW_OFFSET) + offset);
            }
        }
        return OptionalLong.empty();
    }
}
