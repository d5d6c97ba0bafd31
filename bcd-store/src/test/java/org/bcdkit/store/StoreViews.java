package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The elements of a store as lines, from our reader and from what others see in its file, so that they can be compared. */
final class StoreViews {

    private static final Pattern ELEMENT =
            Pattern.compile("\\\\[^\\\\]*\\\\objects\\\\(\\{[0-9a-f-]{36}})\\\\elements\\\\([0-9a-f]{8})\\|element\\|(\\d+)\\|([0-9a-f]*)");

    private StoreViews() {}

    /** The lines that are elements among those of {@link org.bcdkit.hive.IndependentReaders}. */
    static List<String> elements(List<String> lines) {
        List<String> elements = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = ELEMENT.matcher(line.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                elements.add(line(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
            }
        }
        elements.sort(null);
        return elements;
    }

    static List<String> elements(BcdStore store) {
        List<String> elements = new ArrayList<>();
        for (BcdObject object : store.objects()) {
            for (Element element : object.elements()) {
                String registryType = Integer.toUnsignedString(element.registryType().code());
                elements.add(line(object.id().toString(), element.type().keyName(), registryType, element.data().toHex()));
            }
        }
        elements.sort(null);
        return elements;
    }

    private static String line(String id, String type, String registryType, String hex) {
        return id + " " + type + " " + registryType + " " + hex;
    }
}
