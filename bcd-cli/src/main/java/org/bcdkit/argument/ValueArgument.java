package org.bcdkit.argument;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.layout.Printable;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** The value of an element as a user writes it, in the words of its format; what {@code ElementText} prints is among them. */
public final class ValueArgument {

    private static final List<String> YES = List.of("on", "yes", "true", "1");
    private static final List<String> NO = List.of("off", "no", "false", "0");

    private final ElementType type;
    private final String name;
    private final Optional<ElementDefinition> definition;
    private final List<String> words;

    private ValueArgument(ElementType type, Optional<ObjectType> in, List<String> words) {
        this.type = type;
        this.name = ElementCatalog.name(type, in);
        this.definition = ElementCatalog.find(type, in);
        this.words = words;
    }

    /**
     * The value for an element of that type in an object of that type.
     *
     * @param type one whose format is known, as {@link ElementArgument#find} gives
     * @param words several only for lists; a list may also be one word with spaces or commas in it
     * @throws UsageException when the words are not such a value
     * @throws RequestException when what they name cannot be told
     */
    public static ElementValue parse(ElementType type, Optional<ObjectType> in, List<String> words, Identifiers identifiers, Drives drives)
            throws IOException {
        ValueArgument value = new ValueArgument(type, in, words);
        return switch (type.format()) {
            case DEVICE -> DeviceArgument.parse(value.word(), type, value.name, identifiers, drives);
            case STRING -> value.string();
            case OBJECT -> new ObjectValue(identifiers.id(value.word()));
            case OBJECT_LIST -> value.objects(identifiers);
            case INTEGER -> value.integer();
            case BOOLEAN -> value.bool();
            case INTEGER_LIST -> value.integers();
            case UNKNOWN -> throw new IllegalArgumentException(type + " has no format");
        };
    }

    /** The number for an integer element; see {@link #parse}. */
    public static IntegerValue number(ElementType type, Optional<ObjectType> in, String word) {
        return new ValueArgument(type, in, List.of(word)).integer();
    }

    /** The only word. */
    private String word() {
        if (words.isEmpty()) {
            throw new UsageException(name + " needs a value.");
        }
        if (words.size() > 1) {
            throw new UsageException(name + " takes one value, and " + words.size() + " are given. If they are one, put it in quotes: \""
                    + String.join(" ", words) + "\".");
        }
        return words.get(0);
    }

    private StringValue string() {
        String text = word();
        if (text.isEmpty()) {
            throw new UsageException(name + ": boot managers refuse an empty text. An element that is not wanted is removed, not emptied.");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new UsageException(name + ": the text \"" + Printable.of(text) + "\" has a control character in it, which no boot screen can show.");
            }
        }
        return new StringValue(text);
    }

    private IntegerValue integer() {
        return new IntegerValue(NumberArgument.parse(name, word(), definition));
    }

    private BooleanValue bool() {
        String word = word();
        for (int i = 0; i < YES.size(); i++) {
            if (YES.get(i).equalsIgnoreCase(word) || NO.get(i).equalsIgnoreCase(word)) {
                return new BooleanValue(YES.get(i).equalsIgnoreCase(word));
            }
        }
        throw new UsageException(name + ": \"" + word + "\" is neither yes nor no; write on, yes, true or 1, or off, no, false or 0.");
    }

    private ObjectListValue objects(Identifiers identifiers) {
        List<ObjectId> ids = new ArrayList<>();
        for (String member : members()) {
            ids.add(identifiers.id(member));
        }
        return new ObjectListValue(ids);
    }

    private IntegerListValue integers() {
        List<Long> numbers = new ArrayList<>();
        for (String member : members()) {
            numbers.add(NumberArgument.parse(name, member, definition));
        }
        return new IntegerListValue(numbers);
    }

    /** What stands between spaces and commas; at least one. */
    private List<String> members() {
        List<String> members = new ArrayList<>();
        for (String word : words) {
            int start = 0;
            for (int i = 0; i <= word.length(); i++) {
                if (i == word.length() || word.charAt(i) == ',' || word.charAt(i) == ' ') {
                    if (i > start) {
                        members.add(word.substring(start, i));
                    }
                    start = i + 1;
                }
            }
        }
        if (members.isEmpty()) {
            throw new UsageException(name + " needs at least one value.");
        }
        return members;
    }
}
