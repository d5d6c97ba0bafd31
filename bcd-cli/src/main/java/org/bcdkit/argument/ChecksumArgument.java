package org.bcdkit.argument;

import java.util.Optional;
import org.bcdkit.fetch.Sha256;

/** A SHA-256 checksum: 64 hexadecimal digits, as {@code sha256sum} prints them, or with {@code sha256:} in front. */
public final class ChecksumArgument {

    private static final String PREFIX = "sha256:";

    private ChecksumArgument() {}

    /** @param option where it stands, for messages */
    public static Sha256 parse(String option, String text) {
        Optional<Sha256> checksum = Sha256.of(text.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? text.substring(PREFIX.length()) : text);
        if (checksum.isEmpty()) {
            throw new UsageException(option + ": \"" + text + "\" is no SHA-256, which has 64 hexadecimal digits.");
        }
        return checksum.get();
    }
}
