package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.edit.StoreRule;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class RulesPageTest {

    @Test
    void rulesPageSaysWhatHasToHold() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Rules

                Findings name the rule they are about. An error stops a change, unless the rule can be forced and `--force` is given. A warning does not stop
                it, and neither does a note (info). What is listed is the worst that a rule leads to; a lesser fault under the same rule may be a warning. Rules
                about images that passed are shown with `--verbose`; those about stores speak only of what is wrong.

                This page is made from the code; its test is `RulesPageTest`.

                ## Images and the volume they lie on
                """);
        table(page, NativeBootRule.TABLE.rules());
        page.append("\n## Stores\n");
        table(page, StoreRule.TABLE.rules());
        ReferencePage.check(Path.of("rules.md"), page.toString());
    }

    @Test
    void noTwoRulesHaveTheSameIdentifier() {
        List<String> ids = new ArrayList<>();
        for (Rule rule : NativeBootRule.TABLE.rules()) {
            ids.add(rule.id());
        }
        for (Rule rule : StoreRule.TABLE.rules()) {
            ids.add(rule.id());
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Z]{2,3}-[A-Z]?\\d\\d"));
    }

    private static void table(StringBuilder page, List<Rule> rules) {
        page.append("\n| rule | severity | what has to hold |\n|---|---|---|\n");
        for (Rule rule : rules) {
            page.append("| ").append(rule.id()).append(" | ").append(rule.severity().word()).append(rule.forceable() ? ", can be forced" : "").append(" | ").append(rule.requirement()).append(" |\n");
        }
    }
}
