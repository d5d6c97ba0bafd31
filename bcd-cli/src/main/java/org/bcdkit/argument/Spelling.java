package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the words somebody may have meant. */
public final class Spelling {

    private Spelling() {}

    /** Those of {@code candidates} that are nearest to {@code word}, nearest first; none when nothing is near. */
    public static List<String> near(String word, List<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        // A third of the word may be wrong: enough for slips of the finger, too little for another word.
        int limit = Math.max(1, wanted.length() / 3);
        int[] distances = new int[candidates.size()];
        int nearest = limit;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distance(wanted, candidates.get(i).toLowerCase(Locale.ROOT));
            nearest = Math.min(nearest, distances[i]);
        }
        List<String> near = new ArrayList<>();
        for (int i = 0; i < distances.length; i++) {
            String candidate = candidates.get(i);
            boolean begins = nearest == limit && wanted.length() > 2 && candidate.toLowerCase(Locale.ROOT).startsWith(wanted);
            if ((begins || distances[i] == nearest) && !near.contains(candidate)) {
                near.add(candidate);
            }
        }
        return near;
    }

    /** {@code a, b or c}. */
    public static String either(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** {@code " Did you mean a or b?"}, with a space in front so that it can follow a sentence; empty when nothing is near. */
    public static String didYouMean(String word, List<String> candidates) {
        List<String> near = near(word, candidates);
        return near.isEmpty() ? "" : " Did you mean " + either(near) + "?";
    }

    /** How many characters have to be added, left out, exchanged or swapped with their neighbour to get from one text to the other. */
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = now;
        }
        return last[to.length()];
    }
}
