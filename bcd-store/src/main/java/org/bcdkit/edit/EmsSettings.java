package org.bcdkit.edit;

import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;

/**
 * What a place for the emergency management console means for the elements of {@code {emssettings}}.
 *
 * @param elements to be set
 * @param removed elements that shall not be there afterwards
 */
public record EmsSettings(List<Element> elements, List<ElementType> removed) {

    public static final long DEFAULT_BAUD_RATE = 9600;

    private static final ElementType PORT = new ElementType(0x15000022);
    private static final ElementType BAUD_RATE = new ElementType(0x15000023);

    public EmsSettings {
        elements = List.copyOf(elements);
        removed = List.copyOf(removed);
    }

    /** The place that the firmware names: in its SPCR table, and without one, none. */
    public static EmsSettings ofFirmware() {
        return new EmsSettings(List.of(), List.of(PORT, BAUD_RATE));
    }

    /**
     * A serial port.
     *
     * @param port 1 for COM1
     */
    public static EmsSettings ofPort(long port, OptionalLong baudRate) {
        return new EmsSettings(
                List.of(
                        Element.of(PORT, port),
                        Element.of(BAUD_RATE, baudRate.orElse(DEFAULT_BAUD_RATE))),
                List.of());
    }
}
