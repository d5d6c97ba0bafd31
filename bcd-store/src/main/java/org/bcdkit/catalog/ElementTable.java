package org.bcdkit.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.store.ElementType;

/**
 * The elements of one group as text, a row each: {@code number|name|since|values|constant|meaning}, the number in eight hexadecimal digits,
 * rows in the order of their numbers. A row without a name is an element that bcdedit has no name for. The values are those of an enumeration
 * from 0 up, or {@code #hex} or {@code #ip} for numbers that are printed that way.
 *
 * <p>Most runs of the program look up a handful of names. So rows are found by halving and taken apart only then, and nothing is prepared.
 */
final class ElementTable {

    private static final int DIGITS = 8;
    private static final char BETWEEN = '|';
    private static final char END = '\n';

    private final AppliesTo appliesTo;
    private final String rows;

    private ElementTable(AppliesTo appliesTo, String rows) {
        this.appliesTo = appliesTo;
        this.rows = rows;
    }

    static ElementTable of(AppliesTo group) {
        return new ElementTable(group, rows(group));
    }

    private static String rows(AppliesTo group) {
        return switch (group) {
            case EVERY_OBJECT -> LibraryElements.rows();
            case BOOT_MANAGER -> BootManagerElements.rows();
            case OS_LOADER -> OsLoaderElements.rows();
            case RESUME -> OtherElements.resume();
            case MEMORY_TESTER -> OtherElements.memoryTester();
            case LEGACY_LOADER -> OtherElements.legacyLoader();
            case STARTUP -> OtherElements.startup();
            case BOOT_APPLICATION -> OtherElements.bootApplication();
            case ANY_APPLICATION -> OtherElements.anyApplication();
            case DEVICE -> OtherElements.device();
            case TEMPLATE -> OtherElements.template();
        };
    }

    Optional<ElementDefinition> find(ElementType type) {
        int low = 0;
        int high = rows.length();
        while (low < high) {
            int row = rows.lastIndexOf(END, (low + high >>> 1) - 1) + 1;
            int order = number(row).compareTo(type);
            if (order == 0) {
                return Optional.of(definition(row));
            }
            if (order < 0) {
                low = next(row);
            } else {
                high = row;
            }
        }
        return Optional.empty();
    }

    /** The element of that name, any case; the first one where there are two. */
    Optional<ElementType> named(String name) {
        if (name.isEmpty() || name.indexOf(BETWEEN) >= 0) {
            return Optional.empty();
        }
        for (int row = 0; row < rows.length(); row = next(row)) {
            int start = row + DIGITS + 1;
            if (rows.regionMatches(true, start, name, 0, name.length()) && rows.charAt(start + name.length()) == BETWEEN) {
                return Optional.of(number(row));
            }
        }
        return Optional.empty();
    }

    List<ElementDefinition> all() {
        List<ElementDefinition> all = new ArrayList<>();
        for (int row = 0; row < rows.length(); row = next(row)) {
            all.add(definition(row));
        }
        return all;
    }

    private int next(int row) {
        return rows.indexOf(END, row) + 1;
    }

    private ElementType number(int row) {
        return new ElementType(Integer.parseUnsignedInt(rows, row, row + DIGITS, 16));
    }

    private ElementDefinition definition(int row) {
        List<String> cells = split(rows.substring(row, next(row) - 1), BETWEEN);
        ElementType type = number(row);
        String name = cells.get(1);
        String values = cells.get(3);
        String constant = cells.get(4);
        NumberStyle style = values.equals("#hex") ? NumberStyle.HEXADECIMAL : values.equals("#ip") ? NumberStyle.IP_ADDRESS : NumberStyle.DECIMAL;
        return new ElementDefinition(
                type,
                appliesTo,
                name.isEmpty() ? ElementCatalog.customName(type) : name,
                cells.get(2),
                values.isEmpty() || style != NumberStyle.DECIMAL ? List.of() : split(values, ','),
                style,
                constant.isEmpty() ? Optional.empty() : Optional.of(constant),
                cells.get(5));
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
