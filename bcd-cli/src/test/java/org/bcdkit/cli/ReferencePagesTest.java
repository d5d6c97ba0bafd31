package org.bcdkit.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.ParameterSyntax;
import org.bcdkit.command.Syntax;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {

    private static final String MADE_FROM = "This page is made from the code; its test is `ReferencePagesTest`.\n";

    @Test
    void commandsPageSaysWhatTheCommandsTake() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Commands

                `bcd [GLOBAL OPTIONS] COMMAND [ARGUMENTS]`; `bcd COMMAND --help` says the same as this page. How a command ends is in
                [exit codes](exit-codes.md).

                Sizes are written as `64MiB`, `25GB` or a number of bytes; units are powers of 1024. GUIDs may have braces or not, and be in any case. An OBJECT is a
                GUID, an alias such as `{bootmgr}` or `{default}`, or a description that only one object has.

                """);
        page.append(MADE_FROM);
        for (CommandGroup group : CommandGroup.values()) {
            page.append("\n## ").append(group.title()).append("\n\n| command | does |\n|---|---|\n");
            for (CommandTable command : CommandTable.in(group)) {
                String anchor = command.words().replace(' ', '-');
                row(page, "[`" + command.words() + "`](#" + anchor + ")", command.summary());
            }
        }
        page.append("\n## Global options\n\nThey stand before or after the command.\n\n");
        options(page, GlobalOptions.describe(new Syntax()));
        page.append("\n## Each command\n");
        for (CommandTable command : CommandTable.values()) {
            page.append("\n### ").append(command.words()).append("\n\n").append(command.summary()).append("\n\n");
            page.append("    ").append(HelpText.usage(command)).append("\n");
            Syntax own = HelpText.ownSyntax(command);
            if (!own.parameters().isEmpty()) {
                page.append("\n| parameter | meaning |\n|---|---|\n");
                for (ParameterSyntax parameter : own.parameters()) {
                    row(page, code(parameter.value()), parameter.description());
                }
            }
            if (!own.options().isEmpty()) {
                page.append("\n");
                options(page, own);
            }
        }
        ReferencePage.check(Path.of("commands.md"), page.toString());
    }

    @Test
    void exitCodesPageSaysHowCommandsEnd() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Exit codes

                Whatever the code, a command that fails leaves the store as it was, unless it says 6.

                """);
        page.append(MADE_FROM).append("\n| code | meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            row(page, Integer.toString(code.code()), code.meaning());
        }
        ReferencePage.check(Path.of("exit-codes.md"), page.toString());
    }

    private static void options(StringBuilder page, Syntax syntax) {
        page.append("| option | meaning |\n|---|---|\n");
        for (OptionSyntax option : syntax.options()) {
            row(page, code(option.usage()), option.description());
        }
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        page.append("|\n");
    }
}
