package org.bcdkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class FetchRulesPageTest {

    @Test
    void rulesPageSaysWhatHasToHold() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Rules for `bcd fetch`

                What has to hold for a file to be fetched. An error stops it before anything is written.

                This page is made from the code; its test is `FetchRulesPageTest`.

                | rule | severity | what has to hold | when it speaks | what to do |
                |---|---|---|---|---|
                """);
        for (Rule rule : FetchRule.TABLE.rules()) {
            Rule.Guide guide = rule.guide().orElseThrow();
            page.append("| ").append(rule.id()).append(" | ").append(rule.severity().word()).append(" | ").append(rule.requirement()).append(" | ")
                    .append(guide.fires()).append(" | ").append(guide.remedy()).append(" |\n");
        }
        ReferencePage.check(Path.of("fetch-rules.md"), page.toString());
    }

    @Test
    void rulesAreNumberedInTheirOrder() {
        for (int i = 0; i < FetchRule.TABLE.rules().size(); i++) {
            assertThat(FetchRule.TABLE.rules().get(i).id()).isEqualTo("FET-%02d".formatted(i + 1));
        }
    }
}
