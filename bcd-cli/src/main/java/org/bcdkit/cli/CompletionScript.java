package org.bcdkit.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.Syntax;

/**
 * A shell script that completes commands, options and values that are one of a few words; everything else is completed as a file name. zsh takes the
 * same script through its emulation of bash's completion.
 */
public final class CompletionScript {

    /** Finds the words of the command; then, one case a line, what may follow them. */
    private static final String START =
            """
            _bcd() {
                local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' words='' options='' i
                case "$word" in =) word='' ;; *) [ "$previous" != = ] || previous=${COMP_WORDS[COMP_CWORD-2]} ;; esac
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "${command:+$command }${COMP_WORDS[i]}" in
                        %s) command=${command:+$command }${COMP_WORDS[i]} ;;
                    esac
                done
                case "$command" in
            """;

    private static final String VALUES =
            """
                esac
                case "$previous" in
            """;

    private static final String END =
            """
                esac
                case "$word" in
                    -*) words="$options %s" ;;
                esac
                COMPREPLY=($(compgen -W "$words" -- "$word"))
            }
            complete -o default -F _bcd bcd
            """;

    private final StringBuilder script = new StringBuilder();
    /** What may follow each option that takes a value. */
    private final Map<String, String> values = new LinkedHashMap<>();

    private CompletionScript() {}

    public static String bash() {
        return new CompletionScript().write();
    }

    public static String zsh() {
        return "#compdef bcd\nautoload -U +X bashcompinit && bashcompinit\n" + bash();
    }

    private String write() {
        Map<String, Set<String>> next = nextWords();
        Set<String> commands = new LinkedHashSet<>(CommandTable.allWords());
        commands.addAll(next.keySet());
        commands.remove("");
        script.append(START.formatted("'" + String.join("'|'", commands) + "'"));
        for (Map.Entry<String, Set<String>> words : next.entrySet()) {
            when(words.getKey(), "words='" + String.join(" ", words.getValue()) + "'");
        }
        for (CommandTable command : CommandTable.values()) {
            Syntax own = HelpText.ownSyntax(command);
            when(command.words(), "words='" + parameters(own) + "' options='" + options(own) + "'");
        }
        String global = options(GlobalOptions.describe(new Syntax()));
        script.append(VALUES);
        for (Map.Entry<String, String> value : values.entrySet()) {
            when(value.getKey(), "COMPREPLY=($(compgen -W '" + value.getValue() + "' -- \"$word\")); return");
        }
        return script.append(END.formatted(global)).toString();
    }

    /** The words that may follow the start of a command; the empty start has the first words of all. */
    private static Map<String, Set<String>> nextWords() {
        Map<String, Set<String>> next = new LinkedHashMap<>();
        for (String words : CommandTable.allWords()) {
            int space = words.indexOf(' ');
            next.computeIfAbsent("", w -> new LinkedHashSet<>()).add(space < 0 ? words : words.substring(0, space));
            if (space >= 0) {
                next.computeIfAbsent(words.substring(0, space), w -> new LinkedHashSet<>()).add(words.substring(space + 1));
            }
        }
        return next;
    }

    private void when(String is, String then) {
        script.append("        '").append(is).append("') ").append(then).append(" ;;\n");
    }

    private String options(Syntax command) {
        Set<String> names = new LinkedHashSet<>();
        for (OptionSyntax option : command.options()) {
            names.add(option.name());
            if (option.value().isPresent()) {
                values.put(option.name(), String.join(" ", option.choices()));
            }
        }
        return String.join(" ", names);
    }

    private static String parameters(Syntax command) {
        return command.parameters().isEmpty() ? "" : String.join(" ", command.parameters().get(0).choices());
    }
}
