package org.bcdkit.wim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class RamdiskRulesPageTest {

    @Test
    void rulesPageSaysWhatHasToHold() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Rules for `bcd add ramdisk`

                What has to hold for a WIM to be started from memory, beside the [rules about stores](rules.md#stores). An error stops the entry from being
                added, unless it can be forced and `--force` is given. What cannot be found out is not judged, or a note says so.

                This page is made from the code; its test is `RamdiskRulesPageTest`.

                | rule | severity | what has to hold | when it speaks | what to do |
                |---|---|---|---|---|
                """);
        for (Rule rule : RamdiskRule.TABLE.rules()) {
            Rule.Guide guide = rule.guide().orElseThrow();
            String severity = rule.severity().word() + (rule.forceable() ? ", can be forced" : "");
            page.append("| ").append(rule.id()).append(" | ").append(severity).append(" | ").append(rule.requirement()).append(" | ")
                    .append(guide.fires()).append(" | ").append(guide.remedy()).append(" |\n");
        }
        ReferencePage.check(Path.of("ramdisk-rules.md"), page.toString());
    }

    @Test
    void rulesAreNumberedInTheirOrder() {
        for (int i = 0; i < RamdiskRule.TABLE.rules().size(); i++) {
            assertThat(RamdiskRule.TABLE.rules().get(i).id()).isEqualTo("RAM-%02d".formatted(i + 1));
        }
    }
}
