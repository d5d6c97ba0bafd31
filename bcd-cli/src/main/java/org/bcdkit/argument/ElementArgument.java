package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;

/** An element as a user names it: by its name in the catalogue, in any case, or by its number: {@code custom:25000004}, {@code 0x25000004}. */
public final class ElementArgument {

    /** The word for it in the help, and what it can be. */
    public static final String VALUE = "ELEMENT";
    public static final String MEANING = "A name such as nx or bootmenupolicy, or a number such as custom:25000020.";

    private static final String NUMBERS = "custom: or 0x and eight hexadecimal digits, for instance custom:25000004";

    private ElementArgument() {}

    /**
     * The element of that name in objects of that type. A number is taken for every object.
     *
     * @throws UsageException when there is none, or a value of its format could not be written
     */
    public static ElementType find(String word, Optional<ObjectType> in) {
        Optional<ElementType> type = ElementCatalog.named(word, in);
        if (type.isEmpty()) {
            throw unknown(word, in);
        }
        if (type.get().format() == ElementFormat.UNKNOWN) {
            throw new UsageException("What an element " + type.get() + " holds is not known, so it cannot be written: the second digit of its number,"
                    + " which says it, is none of 1 to 7.");
        }
        return type.get();
    }

    private static UsageException unknown(String word, Optional<ObjectType> in) {
        if (ElementCatalog.isNumber(word)) {
            return new UsageException("\"" + word + "\" is no number of an element; write " + NUMBERS + ".");
        }
        List<String> elsewhere = titlesOfOthers(word);
        if (!elsewhere.isEmpty()) {
            return new UsageException("\"" + word + "\" is no element of " + objects(in) + ". Objects that have it: " + String.join(", ", elsewhere) + ".");
        }
        return new UsageException("\"" + word + "\" is no element of " + objects(in) + "." + Spelling.didYouMean(word, names(in))
                + " An element without a name is written by its number: " + NUMBERS + ".");
    }

    private static String objects(Optional<ObjectType> in) {
        return in.isPresent() ? "an object of the kind " + ObjectCatalog.kind(in.get()) + " (" + in.get() + ")" : "an object without a type";
    }

    private static List<String> titlesOfOthers(String name) {
        List<String> titles = new ArrayList<>();
        for (ElementDefinition definition : ElementCatalog.all()) {
            String title = definition.appliesTo().title();
            if (definition.name().equalsIgnoreCase(name) && !titles.contains(title)) {
                titles.add(title);
            }
        }
        return titles;
    }

    private static List<String> names(Optional<ObjectType> in) {
        List<String> names = new ArrayList<>();
        for (ElementDefinition definition : ElementCatalog.all()) {
            if (definition.appliesTo().covers(in) && !ElementCatalog.isNumber(definition.name())) {
                names.add(definition.name());
            }
        }
        return names;
    }

    /** The names of the elements of all objects, in alphabetical order. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (ElementDefinition definition : ElementCatalog.all()) {
            if (!ElementCatalog.isNumber(definition.name())) {
                names.add(definition.name());
            }
        }
        return names;
    }
}
