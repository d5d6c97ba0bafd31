package org.bcdkit.catalog;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.store.Element;
import org.bcdkit.store.ObjectType;

/** Values of elements as text, the way bcdedit prints them. Specification: BCD format, sections 3.12 and 4. */
public final class ElementText {

    private ElementText() {}

    /** The value in lines: one, except for lists, which have one a member and none when they are empty. */
    public static List<String> lines(Element element, Optional<ObjectType> in) {
        throw new UnsupportedOperationException();
    }

    /** A device in bcdedit's syntax, with identities where bcdedit has drive letters. */
    public static String device(DeviceDescriptor device) {
        throw new UnsupportedOperationException();
    }
}
