package org.bcdkit.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;

/** Names of elements. The same number has different names in different objects, so look-ups always pass the object's type. */
public final class ElementCatalog {

    private static final String CUSTOM = "custom:";
    private static final String HEXADECIMAL = "0x";
    private static final int DIGITS = 8;

    private ElementCatalog() {}

    /** What is known of an element in objects of that type. */
    public static Optional<ElementDefinition> find(ElementType type, Optional<ObjectType> in) {
        for (AppliesTo group : AppliesTo.all()) {
            if (group.elementClass() == type.elementClass() && group.covers(in)) {
                Optional<ElementDefinition> definition = ElementTable.of(group).find(type);
                if (definition.isPresent()) {
                    return definition;
                }
            }
        }
        return Optional.empty();
    }

    /** bcdedit's name for an element: from the catalogue, else {@code custom:xxxxxxxx}. */
    public static String name(ElementType type, Optional<ObjectType> in) {
        Optional<ElementDefinition> definition = find(type, in);
        return definition.isPresent() ? definition.get().name() : customName(type);
    }

    static String customName(ElementType type) {
        return CUSTOM + type.keyName();
    }

    /**
     * The element of that name (any case, also {@code custom:xxxxxxxx} and {@code 0xxxxxxxxx}) in objects of that type. In memory testers
     * {@code cacheenable} has had two numbers; this is the one since Windows 8.
     */
    public static Optional<ElementType> named(String name, Optional<ObjectType> in) {
        if (startsWith(name, CUSTOM)) {
            return number(name, CUSTOM.length());
        }
        if (startsWith(name, HEXADECIMAL)) {
            return number(name, HEXADECIMAL.length());
        }
        for (AppliesTo group : AppliesTo.all()) {
            if (group.covers(in)) {
                Optional<ElementType> type = ElementTable.of(group).named(name);
                if (type.isPresent()) {
                    return type;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether {@code name} is meant as a number, well written or not, and not as a name. */
    public static boolean isNumber(String name) {
        return startsWith(name, CUSTOM) || startsWith(name, HEXADECIMAL);
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static Optional<ElementType> number(String name, int start) {
        if (name.length() != start + DIGITS) {
            return Optional.empty();
        }
        int code = 0;
        for (int i = start; i < name.length(); i++) {
            int digit = name.charAt(i) > 'f' ? -1 : Character.digit(name.charAt(i), 16);
            if (digit < 0) {
                return Optional.empty();
            }
            code = code << 4 | digit;
        }
        return Optional.of(new ElementType(code));
    }

    /** Every element known, group by group, in the order of their numbers. */
    public static List<ElementDefinition> all() {
        List<ElementDefinition> all = new ArrayList<>();
        for (AppliesTo group : AppliesTo.all()) {
            all.addAll(ElementTable.of(group).all());
        }
        return all;
    }
}
