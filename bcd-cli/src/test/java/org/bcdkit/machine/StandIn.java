package org.bcdkit.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.testing.IndependentTool;

/** Our own programs in place of Windows' boot managers, compiled from {@code src/test/resources/stand-in}. */
final class StandIn {

    private StandIn() {}

    /** In place of {@code bootmgfw.efi}, for x64, by gcc and gnu-efi. */
    static byte[] efi(Path folder) throws IOException {
        IndependentTool.requireFile("/usr/include/efi/efi.h", "gnu-efi");
        String object = folder.resolve("bootmgfw.o").toString();
        String linked = folder.resolve("bootmgfw.so").toString();
        Path program = folder.resolve("bootmgfw.efi");
        WindowsDisk.run("gcc", "gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-I/usr/include/efi", "-I/usr/include/efi/x86_64",
                "-ffreestanding", "-fpic", "-fshort-wchar", "-mno-red-zone", "-maccumulate-outgoing-args", "-fno-stack-protector",
                "-DEFI_FUNCTION_WRAPPER", "-c", source(folder, "bootmgfw.c"), "-o", object);
        WindowsDisk.run("ld", "binutils", "-nostdlib", "-znocombreloc", "-shared", "-Bsymbolic", "-T", "/usr/lib/elf_x86_64_efi.lds",
                "/usr/lib/crt0-efi-x86_64.o", object, "-o", linked, "-L/usr/lib", "-lefi", "-lgnuefi");
        List<String> words = new ArrayList<>();
        for (String section : new String[] {".text", ".sdata", ".data", ".dynamic", ".rodata", ".rel*", ".reloc"}) {
            words.addAll(List.of("-j", section));
        }
        words.addAll(List.of("--target", "efi-app-x86_64", "--subsystem=10", linked, program.toString()));
        WindowsDisk.run("objcopy", "binutils", words.toArray(new String[0]));
        return Files.readAllBytes(program);
    }

    /** The code of an MBR. */
    static byte[] mbr(Path folder) throws IOException {
        return bios(folder, "mbr", 0x600);
    }

    /** The boot sector of a FAT32 volume, which loads and starts {@code \\bootmgr}; without the parameter block. */
    static byte[] bootSector(Path folder) throws IOException {
        return bios(folder, "bootsector", 0x7c00);
    }

    /** In place of {@code bootmgr}. */
    static byte[] bootmgr(Path folder) throws IOException {
        return bios(folder, "bootmgr", 0);
    }

    /**
     * By the GNU assembler.
     *
     * @param address of the first byte in its segment
     */
    private static byte[] bios(Path folder, String name, int address) throws IOException {
        source(folder, "console.inc");
        String object = folder.resolve(name + ".o").toString();
        Path code = folder.resolve(name);
        WindowsDisk.run("as", "binutils", "--32", "-I", folder.toString(), source(folder, name + ".S"), "-o", object);
        WindowsDisk.run("ld", "binutils", "-m", "elf_i386", "-Ttext", "0x" + Integer.toHexString(address), "--oformat", "binary", "-e", "_start",
                object, "-o", code.toString());
        return Files.readAllBytes(code);
    }

    private static String source(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream source = StandIn.class.getResourceAsStream("/stand-in/" + name)) {
            Files.write(file, source.readAllBytes());
        }
        return file.toString();
    }
}
