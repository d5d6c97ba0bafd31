package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.CompletionScript;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.view.JsonDocument;

/** {@code bcd completion bash|zsh}: a script that completes commands and options. */
public final class CompletionCommand implements Command {

    private static final String BASH = "bash";
    private static final String ZSH = "zsh";

    @Override
    public void describe(Syntax syntax) {
        syntax.choiceParameter(
                List.of(BASH, ZSH), "The shell to complete in. Use it as: source <(bcd completion bash), in the shell's start file.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        String shell = invocation.parameter(0);
        String script = shell.equals(BASH) ? CompletionScript.bash() : CompletionScript.zsh();
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.json().writeStringField("shell", shell);
                document.json().writeStringField("script", script);
            }
        } else {
            invocation.out().print(script);
        }
        return ExitCode.DONE.code();
    }
}
