package org.bcdkit.store;

/** Turns element data into what it means, and back: one pair of methods for each format. */
final class ElementCodec {

    private ElementCodec() {}

    static ElementValue decode(Element element) {
        throw new UnsupportedOperationException();
    }

    static Element encode(ElementType type, ElementValue value) {
        throw new UnsupportedOperationException();
    }
}
