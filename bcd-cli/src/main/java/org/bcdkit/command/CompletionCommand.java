package org.bcdkit.command;

import java.util.List;
import org.bcdkit.cli.CompletionScript;
import org.bcdkit.cli.ExitCode;

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
    public int run(Invocation invocation) {
        boolean bash = invocation.parameter(0).equals(BASH);
        invocation.out().print(bash ? CompletionScript.bash() : CompletionScript.zsh());
        return ExitCode.DONE.code();
    }
}
