package org.bcdkit.store;

import org.bcdkit.hive.ValueType;

/** How the data of an element is to be read: the second digit of its element type. */
public enum ElementFormat {
    DEVICE(1, "device", ValueType.BINARY),
    STRING(2, "string", ValueType.SZ),
    OBJECT(3, "object", ValueType.SZ),
    OBJECT_LIST(4, "objectList", ValueType.MULTI_SZ),
    INTEGER(5, "integer", ValueType.BINARY),
    BOOLEAN(6, "boolean", ValueType.BINARY),
    INTEGER_LIST(7, "integerList", ValueType.BINARY),
    UNKNOWN(-1, "unknown", ValueType.BINARY);

    private static final ElementFormat[] ALL = values();

    private final int digit;
    private final String word;
    private final ValueType registryType;

    ElementFormat(int digit, String word, ValueType registryType) {
        this.digit = digit;
        this.word = word;
        this.registryType = registryType;
    }

    static ElementFormat ofDigit(int digit) {
        for (ElementFormat format : ALL) {
            if (format.digit == digit) {
                return format;
            }
        }
        return UNKNOWN;
    }

    /** The word used in JSON. */
    public String word() {
        return word;
    }

    /** The registry type that Windows uses for it. */
    public ValueType registryType() {
        return registryType;
    }
}
