package org.bcdkit.host.linux;

import java.util.HashMap;
import java.util.Map;

/** Understands a record of udev's database, {@code /run/udev/data/b8:3}: a line for each fact, those that begin with E are properties. */
final class UdevParser {

    private static final String PROPERTY = "E:";

    private UdevParser() {}

    static UdevRecord parse(String text) {
        Map<String, String> properties = new HashMap<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', from);
            if (text.startsWith(PROPERTY, from) && equals >= 0 && equals < end) {
                properties.put(text.substring(from + PROPERTY.length(), equals), text.substring(equals + 1, end));
            }
            from = end + 1;
        }
        return new UdevRecord(properties);
    }
}
