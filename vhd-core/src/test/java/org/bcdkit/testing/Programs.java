package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes programs of UEFI with GNU binutils: headers, another resource, and the resource that has the version. There is no code in them. */
public final class Programs {

    private static final String RESOURCES =
            """
            2 RCDATA
            BEGIN
              "something else"
            END
            1 VERSIONINFO
            FILEVERSION %s
            PRODUCTVERSION 1,2,3,4
            BEGIN
              BLOCK "StringFileInfo"
              BEGIN
                BLOCK "040904B0"
                BEGIN
                  VALUE "FileVersion", "9.9.9.9 (nobody reads this)"
                END
              END
            END
            """;

    private Programs() {}

    /** A program for x64 with that version, numbers with commas between them. */
    public static byte[] x64(Path folder, String version) throws IOException {
        return build(folder, version, "x86_64-w64-mingw32", "binutils-mingw-w64-x86-64");
    }

    /** A program for x86 with that version. */
    public static byte[] x86(Path folder, String version) throws IOException {
        return build(folder, version, "i686-w64-mingw32", "binutils-mingw-w64-i686");
    }

    private static byte[] build(Path folder, String version, String target, String debianPackage) throws IOException {
        Path source = Files.writeString(Files.createTempFile(folder, "version", ".rc"), RESOURCES.formatted(version));
        Path object = folder.resolve(source.getFileName() + ".o");
        Path program = folder.resolve(source.getFileName() + ".exe");
        // Nothing is to be preprocessed, and there may be no C compiler.
        run(target + "-windres", debianPackage, "--preprocessor=/bin/cat", "--preprocessor-arg=-u", "--use-temp-file", source.toString(), object.toString());
        run(target + "-ld", debianPackage, "-e", "0", "--subsystem", "10", "-o", program.toString(), object.toString());
        return Files.readAllBytes(program);
    }

    private static void run(String tool, String debianPackage, String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, debianPackage), arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

    /** What pefile says about a program: its machine in hexadecimal, and its version with points. */
    public static List<String> pefile(Path program) {
        String script =
                """
                import pefile, sys
                program = pefile.PE(sys.argv[1])
                print('%x' % program.FILE_HEADER.Machine)
                for version in getattr(program, 'VS_FIXEDFILEINFO', []):
                    high, low = version.FileVersionMS, version.FileVersionLS
                    print('%d.%d.%d.%d' % (high >> 16, high & 0xffff, low >> 16, low & 0xffff))
                """;
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.requirePython("pefile", "python3-pefile"), "-c", script, program.toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text().lines().toList();
    }
}
