package org.bcdkit.fetch;

import java.util.Optional;

/**
 * What a source gives a file to tell whether it is still the same. RFC 9110, section 8.8.
 *
 * @param etag the strong entity tag, in its quotes; a weak one vouches for no bytes and is left out
 * @param modified when it was last changed, in the words of the source
 */
record Validator(Optional<String> etag, Optional<String> modified) {

    static final Validator NONE = new Validator(Optional.empty(), Optional.empty());

    private static final String WEAK = "W/";

    /** Of the headers {@code ETag} and {@code Last-Modified}; either may be null. */
    static Validator of(String etag, String modified) {
        boolean strong = etag != null && !etag.startsWith(WEAK);
        return new Validator(strong ? Optional.of(etag) : Optional.empty(), Optional.ofNullable(modified));
    }

    boolean isKnown() {
        return etag.isPresent() || modified.isPresent();
    }

    /** What to ask for the rest of the same file with: the value of {@code If-Range}. */
    Optional<String> ifRange() {
        return etag.isPresent() ? etag : modified;
    }

    /** Whether an answer with {@code other} is one about another file. */
    boolean contradicts(Validator other) {
        if (etag.isPresent() && other.etag.isPresent()) {
            return !etag.equals(other.etag);
        }
        return modified.isPresent() && other.modified.isPresent() && !modified.equals(other.modified);
    }
}
