package org.bcdkit.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class InstallRulesPageTest {

    @Test
    void rulesPageSaysWhatHasToHold() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Rules for `bcd init`

                What has to hold for a system partition to be initialised, beside the [rules about stores](rules.md#stores). An error stops it before anything
                is written. What is listed is the worst that a rule leads to; a lesser fault under the same rule may be a note.

                This page is made from the code; its test is `InstallRulesPageTest`.

                | rule | severity | what has to hold | when it speaks | what to do |
                |---|---|---|---|---|
                """);
        for (Rule rule : InstallRule.TABLE.rules()) {
            Rule.Guide guide = rule.guide().orElseThrow();
            page.append("| ").append(rule.id()).append(" | ").append(rule.severity().word()).append(" | ").append(rule.requirement()).append(" | ")
                    .append(guide.fires()).append(" | ").append(guide.remedy()).append(" |\n");
        }
        ReferencePage.check(Path.of("init-rules.md"), page.toString());
    }

    @Test
    void rulesAreNumberedInTheirOrder() {
        for (int i = 0; i < InstallRule.TABLE.rules().size(); i++) {
            assertThat(InstallRule.TABLE.rules().get(i).id()).isEqualTo("INS-%02d".formatted(i + 1));
        }
    }
}
