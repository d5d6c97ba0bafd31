package org.bcdkit.argument;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of a file on a server: {@code https://host/path}. */
public final class AddressArgument {

    private static final String MARK = "://";

    private AddressArgument() {}

    /** The address; empty when the word is the path of a file. */
    public static Optional<URI> parse(String word) {
        int mark = word.indexOf(MARK);
        if (mark <= 0 || !isScheme(word.substring(0, mark))) {
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
            throw new UsageException("\"" + word + "\" is no address: " + e.getReason() + " at " + e.getIndex() + ". In an address, a space is written %20.");
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
