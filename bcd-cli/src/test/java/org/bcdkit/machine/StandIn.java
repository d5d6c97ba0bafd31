package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

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
        run("gcc", "gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-I/usr/include/efi", "-I/usr/include/efi/x86_64", "-ffreestanding", "-fpic",
                "-fshort-wchar", "-mno-red-zone", "-maccumulate-outgoing-args", "-fno-stack-protector", "-DEFI_FUNCTION_WRAPPER",
                "-c", source(folder, "bootmgfw.c"), "-o", object);
        run("ld", "binutils", "-nostdlib", "-znocombreloc", "-shared", "-Bsymbolic", "-T", "/usr/lib/elf_x86_64_efi.lds",
                "/usr/lib/crt0-efi-x86_64.o", object, "-o", linked, "-L/usr/lib", "-lefi", "-lgnuefi");
        List<String> words = new ArrayList<>();
        for (String section : new String[] {".text", ".sdata", ".data", ".dynamic", ".rodata", ".rel*", ".reloc"}) {
            words.addAll(List.of("-j", section));
        }
        words.addAll(List.of("--target", "efi-app-x86_64", "--subsystem=10", linked, program.toString()));
        run("objcopy", "binutils", words.toArray(new String[0]));
        return Files.readAllBytes(program);
    }

    private static String source(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream source = StandIn.class.getResourceAsStream("/stand-in/" + name)) {
            Files.write(file, source.readAllBytes());
        }
        return file.toString();
    }

    private static void run(String tool, String debianPackage, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, debianPackage), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
    }
}
