package org.bcdkit.disk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The file URLs in {@code MacX} parent locators: RFC 2396 escapes over UTF-8; XenServer also writes relative ones. */
final class FileUrls {

    private static final String SCHEME = "file://";

    private FileUrls() {}

    /** The path in {@code url}, absolute when it starts with a slash; empty when it is no file URL. */
    static Optional<String> path(String url) {
        if (!url.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String path = url.substring(SCHEME.length());
        if (path.startsWith("localhost/")) {
            path = path.substring("localhost".length());
        }
        byte[] encoded = path.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(encoded[i + 2], 16) : -1;
            if (low >= 0) {
                decoded[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                decoded[length++] = encoded[i];
            }
        }
        return Optional.of(new String(decoded, 0, length, StandardCharsets.UTF_8));
    }
}
