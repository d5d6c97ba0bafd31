package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class ImageChangeRulesPageTest {

    @Test
    void rulesPageSaysWhatHasToHold() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Rules for changes of a VHD or VHDX

                What has to hold, or is worth knowing, when `bcd vdisk` expands, compacts, merges, reparents, resets or attaches an image. An error stops it
                before anything is written, unless it can be forced and `--force` is given. What is wrong with an image as it is has
                [rules of its own](vdisk-check.md).

                This page is made from the code; its test is `ImageChangeRulesPageTest`.

                | rule | severity | what has to hold | when it speaks | what to do |
                |---|---|---|---|---|
                """);
        for (Rule rule : ImageChangeRule.TABLE.rules()) {
            Rule.Guide guide = rule.guide().orElseThrow();
            String severity = rule.severity().word() + (rule.forceable() ? ", can be forced" : "");
            page.append("| ").append(rule.id()).append(" | ").append(severity).append(" | ").append(rule.requirement()).append(" | ")
                    .append(guide.fires()).append(" | ").append(guide.remedy()).append(" |\n");
        }
        ReferencePage.check(Path.of("change-rules.md"), page.toString());
    }

    @Test
    void rulesAreNumberedInTheirOrder() {
        for (int i = 0; i < ImageChangeRule.TABLE.rules().size(); i++) {
            assertThat(ImageChangeRule.TABLE.rules().get(i).id()).isEqualTo("VDK-%02d".formatted(i + 1));
        }
    }
}
