package org.bcdkit.bcdedit;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class BcdeditPageTest {

    @Test
    void pageSaysWhatIsTakenAndWhatIsPrinted() throws IOException {
        StringBuilder page = new StringBuilder("""
                # bcdedit

                `bcd edit …`, or `bcdedit …`, takes these command lines. [How to use them](../how-to/use-bcdedit-commands.md) says what is different from Microsoft's
                program. A command or switch starts with a slash or a dash and may be in any case. `/store FILE`, `/v` (GUIDs in the place of names) and
                `/offline` (taken, of no effect) stand before or after the command. Without a command, the boot menu is listed. Every command ends with 0, or
                with 1 when it failed, which leaves the store as it was; 6 says that a change was made and could not be reported, and 2 that an option of
                `bcd` itself, such as `--color`, is wrong.

                This page is made from the code; its test is `BcdeditPageTest`.

                """);
        page.append("| command | does |\n|---|---|\n");
        for (EditVerb verb : EditVerb.all()) {
            row(page, "[`/" + verb.word() + "`](#" + verb.word() + ")", verb.summary());
        }
        for (EditVerb verb : EditVerb.all()) {
            page.append("\n## ").append(verb.word()).append("\n\n").append(verb.summary()).append("\n\n");
            String store = verb.takesStore() ? "[/store FILE] " : "";
            page.append("    bcdedit ").append(store).append('/').append(verb.word()).append(' ').append(verb.arguments()).append('\n');
            details(page, CommandHelp.of(verb));
        }
        page.append("\n## Messages\n\nEach line stands alone. A reason follows, and behind `bcd:` what was found and what to do.\n\n| message | ends with |\n|---|---|\n");
        for (EditMessage message : EditMessage.values()) {
            String code = message == EditMessage.SUCCESS || message == EditMessage.NOTHING_TO_LIST ? "0" : "1";
            row(page, "`" + String.join("` `", message.lines()) + "`", code);
        }
        page.append("\n| reason |\n|---|\n");
        for (EditMessage.Reason reason : EditMessage.Reason.values()) {
            row(page, "`" + reason.line() + "`");
        }
        ReferencePage.check(Path.of("bcdedit.md"), page.toString());
    }

    /** Sentences as they are, and the names in between as a table. */
    private static void details(StringBuilder page, String details) {
        boolean table = false;
        for (String line : details.split("\n")) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                page.append('\n').append(line).append('\n');
                table = false;
                continue;
            }
            if (!table) {
                page.append("\n| word | meaning |\n|---|---|\n");
                table = true;
            }
            row(page, "`" + line.substring(0, tab) + "`", line.substring(tab + 1));
        }
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        page.append("|\n");
    }
}
