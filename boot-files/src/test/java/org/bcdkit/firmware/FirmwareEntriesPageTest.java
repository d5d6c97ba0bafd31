package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class FirmwareEntriesPageTest {

    private static final String INTRODUCTION = """
            # Firmware entries

            What `bcd firmware` looks for, and the structures of fixed size in a boot variable and in the value `FirmwareVariable` of a boot store, as this
            program reads and writes them. Offsets are from the start of the structure.

            This page is made from the code; its test is `FirmwareEntriesPageTest`.

            ## Rules

            | rule | severity | what has to hold |
            |---|---|---|
            """;

    @Test
    void pageSaysWhatTheCodeDeclares() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        List<String> ids = new ArrayList<>();
        for (Rule rule : FirmwareRule.TABLE.rules()) {
            ids.add(rule.id());
            page.append("| ").append(rule.id()).append(" | ").append(rule.severity().word()).append(rule.forceable() ? ", can be forced" : "")
                    .append(" | ").append(rule.requirement()).append(" |\n");
        }
        assertThat(ids).doesNotHaveDuplicates();
        ReferencePage.check(Path.of("firmware-entries.md"), ReferencePage.structures(page.toString(), FirmwareLayoutsTest.layouts()));
    }
}
