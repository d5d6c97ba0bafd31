package org.bcdkit.argument;

import java.util.Optional;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.catalog.NumberStyle;

/** A number in an element: decimal, hexadecimal after {@code 0x}, by the name the catalogue has for it, or as an IPv4 address. */
public final class NumberArgument {

    private static final String HEXADECIMAL = "0x";
    private static final int HEXADECIMAL_DIGITS = 16;
    private static final int ADDRESS_PARTS = 4;
    private static final int MAX_ADDRESS_PART = 255;

    private final String element;
    private final String text;
    private final Optional<ElementDefinition> definition;

    private NumberArgument(String element, String text, Optional<ElementDefinition> definition) {
        this.element = element;
        this.text = text;
        this.definition = definition;
    }

    /**
     * The number, unsigned; a {@link UsageException} when it is none.
     *
     * @param element its name, for messages
     * @param definition what the catalogue knows of it
     */
    public static long parse(String element, String text, Optional<ElementDefinition> definition) {
        return new NumberArgument(element, text, definition).number();
    }

    private long number() {
        if (definition.isPresent()) {
            // Names first: some are numbers themselves, such as 1394.
            for (int value = 0; value < definition.get().values().size(); value++) {
                if (definition.get().values().get(value).equalsIgnoreCase(text)) {
                    return value;
                }
            }
            if (isAddress() && text.indexOf('.') >= 0) {
                return address();
            }
        }
        if (text.regionMatches(true, 0, HEXADECIMAL, 0, HEXADECIMAL.length())) {
            return number(text.substring(HEXADECIMAL.length()), 16);
        }
        return number(text, 10);
    }

    private long number(String digits, int radix) {
        if (!isDigits(digits, radix)) {
            throw none();
        }
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        try {
            if (radix == 10 || digits.length() - start <= HEXADECIMAL_DIGITS) {
                return Long.parseUnsignedLong(digits.substring(start), radix);
            }
        } catch (NumberFormatException e) {
            // All digits, so it is too large.
        }
        throw new UsageException(element + ": \"" + text + "\" is more than " + Long.toUnsignedString(-1) + ", the largest number that an element can hold.");
    }

    /** Whether {@code text} is nothing but ASCII digits, and one at least. */
    public static boolean isDigits(String text, int radix) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private boolean isAddress() {
        return definition.isPresent() && definition.get().style() == NumberStyle.IP_ADDRESS;
    }

    /** The first part is in the highest byte, as {@link NumberStyle#IP_ADDRESS} prints it. */
    private long address() {
        long address = 0;
        int start = 0;
        for (int part = 1; part <= ADDRESS_PARTS; part++) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 || part == ADDRESS_PARTS ? text.length() : dot;
            address = address << 8 | addressPart(text.substring(start, end));
            start = Math.min(end + 1, text.length());
        }
        return address;
    }

    private int addressPart(String part) {
        // Other programs take a number with a zero in front for an octal one.
        boolean good = isDigits(part, 10) && part.length() <= 3 && (part.length() == 1 || part.charAt(0) != '0');
        int number = good ? Integer.parseInt(part) : -1;
        if (number < 0 || number > MAX_ADDRESS_PART) {
            throw none();
        }
        return number;
    }

    private UsageException none() {
        if (definition.isPresent() && !definition.get().values().isEmpty()) {
            return new UsageException(element + ": \"" + text + "\" is no value of it; write " + Spelling.either(definition.get().values())
                    + ", or a number." + Spelling.didYouMean(text, definition.get().values()));
        }
        return new UsageException(element + ": \"" + text + "\" is no " + (isAddress() ? "address; write four numbers up to 255 with dots between them,"
                + " for instance 192.168.1.10." : "number; write it in decimal, or in hexadecimal after 0x."));
    }
}
