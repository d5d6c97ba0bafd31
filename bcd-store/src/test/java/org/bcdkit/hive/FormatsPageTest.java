package org.bcdkit.hive;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class FormatsPageTest {

    private static final String INTRODUCTION = """
            # Structures of a hive

            The structures of fixed size in a registry hive and its transaction logs, as this program reads and writes them. Offsets are from the
            start of the structure. What stands between the fields has no meaning and is kept as it is.

            This page is made from the code; its test is `FormatsPageTest`.
            """;

    @Test
    void pageSaysWhatTheLayoutsDeclare() throws IOException {
        ReferencePage.check(Path.of("formats.md"), ReferencePage.structures(INTRODUCTION, HiveLayoutsTest.layouts()));
    }
}
