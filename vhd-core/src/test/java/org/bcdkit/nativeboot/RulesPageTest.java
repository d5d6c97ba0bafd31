package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bcdkit.edit.StoreRule;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesPageTest {

    /** A part of the page about images: how the identifiers of its rules start, and what they are about. */
    private record Part(String prefix, String title) {}

    private static final List<Part> PARTS = List.of(
            new Part("IMG", "The image file"),
            new Part("VHD", "The structure of a VHD"),
            new Part("PRT", "The partitions in the image"),
            new Part("VOL", "The file systems in the image"),
            new Part("OS", "The Windows in the image"),
            new Part("HST", "The volume and the disk that hold the image"),
            new Part("SPC", "Room on the host volume"));

    @Test
    void rulesPageSaysWhatHasToHold() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Rules

                Findings name the rule they are about. An error stops a change, unless the rule can be forced and `--force` is given. A warning does not stop
                it, and neither does a note (info). What is listed is the worst that a rule leads to; a lesser fault under the same rule may be a warning. Rules
                about images that passed are shown with `--verbose`; those about stores speak only of what is wrong. What cannot be found out is not judged, or
                a note says so.

                `bcd doctor --json` lists findings from the outside inwards: the host, the image file, room, partitions, file systems, Windows. What lies in something
                that cannot be read is not judged.

                This page is made from the code; its test is `RulesPageTest`.
                """);
        for (Part part : PARTS) {
            page.append("\n## ").append(part.title()).append('\n');
            guides(page, part.prefix() + "-");
        }
        page.append("\n## Stores\n");
        table(page, StoreRule.TABLE.rules());
        page.append("""

                ## What Microsoft says, and which rules judge it

                Each sentence of the requirements, limitations and precautions that Microsoft publishes for native boot, in other words.

                | kind | what is said | rules |
                |---|---|---|
                """);
        for (DocumentedRequirement requirement : DocumentedRequirement.ALL) {
            page.append("| ").append(requirement.kind().word()).append(" | ").append(requirement.text()).append(" | ")
                    .append(String.join(", ", requirement.rules().stream().map(Rule::id).toList())).append(" |\n");
        }
        ReferencePage.check(Path.of("rules.md"), page.toString());
    }

    private static List<Rule> all() {
        return Stream.concat(NativeBootRule.TABLE.rules().stream(), StoreRule.TABLE.rules().stream()).toList();
    }

    @Test
    void noTwoRulesHaveTheSameIdentifier() {
        assertThat(all()).extracting(Rule::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Z]{2,3}-[A-Z]?\\d\\d"));
    }

    @ParameterizedTest
    @CsvSource({"IMG,15", "PRT,8", "VOL,4", "OS,13", "HST,14", "SPC,4"})
    void everyRuleOfTheSpecificationIsThere(String part, int count) {
        List<String> expected = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            expected.add(String.format(Locale.ROOT, "%s-%02d", part, number));
        }
        assertThat(NativeBootRule.TABLE.rules()).extracting(Rule::id).filteredOn(id -> id.startsWith(part + "-")).containsExactlyElementsOf(expected);
    }

    @Test
    void everyRuleAboutImagesIsOnThePageAndExplained() {
        for (Rule rule : NativeBootRule.TABLE.rules()) {
            assertThat(PARTS).extracting(Part::prefix).as(rule.id()).contains(rule.id().substring(0, rule.id().indexOf('-')));
            Rule.Guide guide = rule.guide().orElseThrow();
            assertThat(guide.fires()).as(rule.id()).endsWith(".").matches("\\p{Lu}?[^|\\n]+");
            assertThat(guide.remedy()).as(rule.id()).endsWith(".").matches("[^|\\n]+");
        }
    }

    @Test
    void everySentenceOfMicrosoftIsJudgedByRules() {
        for (DocumentedRequirement requirement : DocumentedRequirement.ALL) {
            assertThat(requirement.rules()).as(requirement.text()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(NativeBootRule.TABLE.rules());
        }
        assertThat(DocumentedRequirement.ALL).extracting(DocumentedRequirement::text).doesNotHaveDuplicates();
        assertThat(DocumentedRequirement.ALL).extracting(DocumentedRequirement::kind).contains(DocumentedRequirement.Kind.values());
    }

    private static void guides(StringBuilder page, String prefix) {
        page.append("\n| rule | severity | what has to hold | what is looked at, and when it speaks | what to do |\n|---|---|---|---|---|\n");
        for (Rule rule : NativeBootRule.TABLE.rules()) {
            if (rule.id().startsWith(prefix)) {
                Rule.Guide guide = rule.guide().orElseThrow();
                page.append("| ").append(rule.id()).append(" | ").append(guide.severities().isEmpty() ? severity(rule) : guide.severities()).append(" | ")
                        .append(rule.requirement()).append(" | ").append(guide.fires()).append(" | ").append(guide.remedy()).append(" |\n");
            }
        }
    }

    private static String severity(Rule rule) {
        return rule.severity().word() + (rule.forceable() ? ", can be forced" : "");
    }

    private static void table(StringBuilder page, List<Rule> rules) {
        page.append("\n| rule | severity | what has to hold |\n|---|---|---|\n");
        for (Rule rule : rules) {
            page.append("| ").append(rule.id()).append(" | ").append(severity(rule)).append(" | ").append(rule.requirement()).append(" |\n");
        }
    }
}
