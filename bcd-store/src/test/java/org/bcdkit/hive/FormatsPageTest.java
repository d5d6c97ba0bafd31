package org.bcdkit.hive;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class FormatsPageTest {

    @Test
    void pageSaysWhatTheLayoutsDeclare() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Structures of a hive

                The structures of fixed size in a registry hive and its transaction logs, as this program reads and writes them. Offsets are from the
                start of the structure. What stands between the fields has no meaning and is kept as it is.

                This page is made from the code; its test is `FormatsPageTest`.
                """);
        for (StructLayout layout : HiveLayoutsTest.layouts()) {
            page.append('\n').append(layout.toMarkdown());
        }
        ReferencePage.check(Path.of("formats.md"), page.toString());
    }
}
