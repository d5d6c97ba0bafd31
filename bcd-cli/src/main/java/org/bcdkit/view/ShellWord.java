package org.bcdkit.view;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bcdkit.layout.Printable;

/** Arguments as somebody types them into a shell. */
public final class ShellWord {

    private static final String PLAIN = "+,-./:=@_%\\";

    private ShellWord() {}

    /** A command line that can be copied into a shell of this machine as it is. */
    public static String line(String program, List<String> arguments) {
        StringBuilder line = new StringBuilder(quote(program));
        for (String argument : arguments) {
            line.append(' ').append(quote(argument));
        }
        return line.toString();
    }

    /** {@code word} itself when the shell leaves it alone, else in quotes. */
    public static String quote(String word) {
        return quote(word, File.separatorChar == '\\');
    }

    static String quote(String word, boolean windows) {
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            plain &= Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 && (windows || c != '\\');
        }
        if (plain) {
            return word;
        }
        if (!windows && !Printable.of(word).equals(word)) {
            return escaped(word);
        }
        return windows ? '"' + word.replace("\"", "\"\"") + '"' : "'" + word.replace("'", "'\\''") + "'";
    }

    /** With control characters by their numbers, as bash and zsh read them: {@code $'new\012line'}. */
    private static String escaped(String word) {
        StringBuilder escaped = new StringBuilder("$'");
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b < 0x7f && b != '\'' && b != '\\') {
                escaped.append((char) b);
            } else {
                escaped.append('\\').append((char) ('0' + (b >> 6 & 3))).append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
            }
        }
        return escaped.append('\'').toString();
    }
}
