package org.bcdkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramClassesTest {

    @TempDir
    Path folder;

    @Test
    void listsOurClassesAsTheJavaVirtualMachineNamesThem() throws IOException {
        Path jar = folder.resolve("bcd.jar");
        List<String> entries = List.of(
                "META-INF/MANIFEST.MF",
                "org/bcdkit/cli/",
                "org/bcdkit/cli/Main.class",
                "org/bcdkit/cli/Main$1.class",
                "org/bcdkit/cli/package-info.class",
                "org/bcdkit/cli/version.properties",
                "org/apache/commons/cli/Option.class");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.closeEntry();
            }
        }

        assertEquals("org/bcdkit/cli/Main\norg/bcdkit/cli/Main$1\n", ProgramClasses.names(jar.toString()));
    }
}
