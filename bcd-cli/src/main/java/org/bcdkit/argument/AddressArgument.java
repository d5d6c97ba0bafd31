package org.bcdkit.argument;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The address of a file on a server: {@code https://host/path}. */
public final class AddressArgument {

    private static final String MARK = "://";

    private AddressArgument() {}

    /** The path that a word names which is no address of a server: as it is, or as {@code file:///path} has it. */
    public static Path path(String word) {
        if (word.isEmpty()) {
            throw new UsageException("An empty argument names no file.");
        }
        if (!isFile(word)) {
            return Path.of(word);
        }
        try {
            return Path.of(new URI(word));
        } catch (URISyntaxException e) {
            throw malformed(word, e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("\"" + word + "\" names no file of this machine; its address would be file:///FOLDER/NAME.");
        }
    }

    private static boolean isFile(String word) {
        return word.toLowerCase(Locale.ROOT).startsWith("file" + MARK);
    }

    /** The address; empty when the word is the path of a file, or the address of one of this machine. */
    public static Optional<URI> parse(String word) {
        int mark = word.indexOf(MARK);
        if (mark <= 0 || isFile(word) || !isScheme(word.substring(0, mark))) {
            return Optional.empty();
        }
        String scheme = word.substring(0, mark).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new UsageException("\"" + word + "\" is an address of " + scheme + "; files are fetched from https and http, or from a path.");
        }
        URI address;
        try {
            address = new URI(word);
        } catch (URISyntaxException e) {
            throw malformed(word, e);
        }
        if (address.getHost() == null) {
            throw new UsageException("\"" + word + "\" names no host.");
        }
        if (address.getRawUserInfo() != null) {
            throw new UsageException("\"" + word.substring(0, mark) + MARK + "…@" + address.getHost()
                    + "\" has a name or password in it, which is not sent: others see it in the list of processes.");
        }
        return Optional.of(address);
    }

    private static UsageException malformed(String word, URISyntaxException e) {
        return new UsageException(
                "\"" + word + "\" is no address: " + e.getReason() + " at " + e.getIndex() + ". In an address, a space is written %20.");
    }

    private static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "+-.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
