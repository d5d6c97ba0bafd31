package org.bcdkit.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcdkit.argument.ElementArgument;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.ParameterSyntax;
import org.bcdkit.command.Syntax;

/**
 * A shell script that completes commands, options, aliases of objects, names of elements, and values that are one of a few words; everything else is
 * completed as a file name. zsh takes the same script through its emulation of bash's completion.
 */
public final class CompletionScript {

    /** Finds the words of the command and the number of the parameter that is typed; then, one case a line, what may stand there. */
    private static final String START =
            """
            _bcd() {
                local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' words='' options='' place=0 value='' i
                case "$word" in =) word='' ;; *) [ "$previous" != = ] || previous=${COMP_WORDS[COMP_CWORD-2]} ;; esac
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "${COMP_WORDS[i]}" in
                        =) value=1; continue ;;
                        %s) value=1; continue ;;
                    esac
                    [ -z "$value" ] || { value=''; continue; }
                    case "${command:+$command }${COMP_WORDS[i]}" in
                        %s) command=${command:+$command }${COMP_WORDS[i]} ;;
                        *) case "${COMP_WORDS[i]}" in -*) ;; *) place=$((place + 1)) ;; esac ;;
                    esac
                done
                case "$command" in
            """;

    private static final String WORDS =
            """
                esac
                case "$command $place" in
            """;

    private static final String VALUES =
            """
                esac
                case "$command $previous" in
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
    /** The same of options that take other words in one command: that and the option. */
    private final Map<String, String> ownValues = new LinkedHashMap<>();
    /** The places of parameters, each as a command and a number, by the words that may stand there. */
    private final Map<String, List<String>> places = new LinkedHashMap<>();

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
        for (Map.Entry<String, Set<String>> words : next.entrySet()) {
            place(words.getKey() + " 0", words.getValue());
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (CommandTable command : CommandTable.values()) {
            Syntax own = HelpText.ownSyntax(command);
            options.put(command.words(), options(command.words(), own));
            parameters(command, own);
        }
        String global = options("", GlobalOptions.describe(new Syntax()));
        script.append(START.formatted(patterns(values.keySet()), patterns(commands)));
        for (Map.Entry<String, String> own : options.entrySet()) {
            when(patterns(List.of(own.getKey())), "options='" + own.getValue() + "'");
        }
        script.append(WORDS);
        for (Map.Entry<String, List<String>> words : places.entrySet()) {
            // For the shell a star in quotes is one.
            when(patterns(words.getValue()).replace("*'", "'*"), "words='" + words.getKey() + "'");
        }
        script.append(VALUES);
        Map<String, String> following = new LinkedHashMap<>(ownValues);
        for (Map.Entry<String, String> value : values.entrySet()) {
            following.put("* " + value.getKey(), value.getValue());
        }
        for (Map.Entry<String, String> value : following.entrySet()) {
            when(patterns(List.of(value.getKey())).replace("'*", "*'"), "COMPREPLY=($(compgen -W '" + value.getValue() + "' -- \"$word\")); return");
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

    private static String patterns(Collection<String> texts) {
        return "'" + String.join("'|'", texts) + "'";
    }

    private void when(String patterns, String then) {
        script.append("        ").append(patterns).append(") ").append(then).append(" ;;\n");
    }

    private String options(String command, Syntax syntax) {
        Set<String> names = new LinkedHashSet<>();
        for (OptionSyntax option : syntax.options()) {
            names.add(option.name());
            if (option.value().isPresent()) {
                String words = String.join(" ", option.choices());
                String usual = values.putIfAbsent(option.name(), words);
                if (usual != null && !usual.equals(words)) {
                    ownValues.put(command + " " + option.name(), words);
                }
            }
        }
        return String.join(" ", names);
    }

    private void parameters(CommandTable command, Syntax own) {
        for (int i = 0; i < own.parameters().size(); i++) {
            ParameterSyntax parameter = own.parameters().get(i);
            // Those that repeat are the last ones, so any number that no other case has is theirs.
            boolean anyNumber = parameter.isRepeatable() && !own.isVerbatim();
            place(command.words() + " " + (anyNumber ? "*" : i), words(parameter));
        }
    }

    private void place(String place, Collection<String> words) {
        if (!words.isEmpty()) {
            places.computeIfAbsent(String.join(" ", words), w -> new ArrayList<>()).add(place);
        }
    }

    private static Collection<String> words(ParameterSyntax parameter) {
        return switch (parameter.value()) {
            case ObjectArgument.VALUE -> ObjectArgument.aliases();
            case ElementArgument.VALUE -> ElementArgument.names();
            default -> parameter.choices();
        };
    }
}
