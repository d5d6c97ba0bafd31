package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A command line of bcdboot: the source, and switches that start with a slash or a dash, in any case. Specification: bcdedit surface, section 1.4.
 *
 * @param source the Windows folder, as written; absent for a line that only cleans a store
 * @param switches in lower case and without what they start with, each with its value or an empty one
 * @param windowsDevice what {@code --windows-device} says, which bcdboot does not have
 */
public record BootLine(Optional<String> source, Map<String, String> switches, Optional<String> windowsDevice) {

    private static final String WINDOWS_DEVICE = "--windows-device";
    private static final List<String> WITH_VALUE = List.of("l", "s", "f");
    private static final List<String> ALONE = List.of("v", "d", "addlast", "p", "c", "nofirmwaresync", "offline", "bootex");
    private static final List<String> HELP = List.of("?", "h", "help");
    private static final String MERGE = "m";
    private static final String BCD_CLEAN = "bcdclean";
    /** Behind {@code /bcdclean}: entries go as well whose devices are not there. */
    public static final String FULL = "full";

    public BootLine {
        switches = Map.copyOf(switches);
    }

    /** Whether the words ask what bcdboot takes, whatever else they say. */
    public static boolean asksForHelp(List<String> words) {
        for (String word : words) {
            if (isSwitch(word) && HELP.contains(word.substring(1).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** Reads the words behind {@code bcdboot}; a {@link UsageException} for what is no such line. */
    public static BootLine parse(List<String> words) {
        List<String> sources = new ArrayList<>();
        Map<String, String> switches = new LinkedHashMap<>();
        Optional<String> device = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean hasNext = i + 1 < words.size();
            if (word.equals(WINDOWS_DEVICE)) {
                device = Optional.of(value(word, words, ++i));
            } else if (!isSwitch(word)) {
                sources.add(word);
            } else {
                String name = word.substring(1).toLowerCase(Locale.ROOT);
                String value = "";
                if (WITH_VALUE.contains(name)) {
                    value = value(word, words, ++i);
                } else if (name.equals(MERGE) && hasNext && words.get(i + 1).startsWith("{")) {
                    value = words.get(++i);
                } else if (name.equals(BCD_CLEAN) && hasNext && words.get(i + 1).equalsIgnoreCase(FULL)) {
                    value = FULL;
                    i++;
                } else if (!name.equals(MERGE) && !name.equals(BCD_CLEAN) && !ALONE.contains(name)) {
                    throw new UsageException("bcdboot has no " + word + ". bcdboot /? shows what it has.");
                }
                if (switches.put(name, value) != null) {
                    throw new UsageException(word + " is given twice.");
                }
            }
        }
        boolean isOnlyCleaning = sources.isEmpty() && switches.containsKey(BCD_CLEAN);
        if (sources.size() != 1 && !isOnlyCleaning) {
            String found = sources.isEmpty() ? "none is given" : "these are given: " + String.join(", ", sources);
            throw new UsageException("bcdboot takes one Windows folder, for instance C:\\Windows, and " + found + ". bcdboot /? shows what it takes.");
        }
        if (switches.containsKey("f") && !switches.containsKey("s")) {
            throw new UsageException("/f says for which firmware the partition behind /s is, so that it needs /s.");
        }
        if (switches.containsKey("addlast") && switches.containsKey("p")) {
            throw new UsageException("/addlast and /p exclude each other.");
        }
        return new BootLine(isOnlyCleaning ? Optional.empty() : Optional.of(sources.get(0)), switches, device);
    }

    /** A path of this system starts with a slash as well, and has another one in it. */
    private static boolean isSwitch(String word) {
        return word.length() > 1 && (word.charAt(0) == '-' || word.charAt(0) == '/' && word.indexOf('/', 1) < 0);
    }

    private static String value(String name, List<String> words, int at) {
        if (at == words.size()) {
            throw new UsageException(name + " needs a value.");
        }
        return words.get(at);
    }

    /** The value of a switch; absent when it is not given. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(switches.get(name));
    }

    public boolean has(String name) {
        return switches.containsKey(name);
    }
}
