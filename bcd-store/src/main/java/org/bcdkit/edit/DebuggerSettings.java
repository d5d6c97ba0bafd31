package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/**
 * What a way to reach a debugger means for the elements of a settings object. What belongs to another way stays and has no effect, except that a
 * network takes the place of a serial port: so real listings show it. See docs/decisions/0010-bcdedit-messages.md.
 *
 * @param elements to be set
 * @param removed elements that shall not be there afterwards
 * @param key the key of a network connection, unless it was given: whoever sets up the debugger needs it
 */
public record DebuggerSettings(List<Element> elements, List<ElementType> removed, Optional<String> key) {

    /** Of the kernel and of whatever starts it, in {@code {dbgsettings}}. */
    public static final Target KERNEL = new Target(
            WellKnown.DEBUGGER_SETTINGS,
            new ElementType(0x15000011),
            new ElementType(0x15000013),
            new ElementType(0x15000014),
            new ElementType(0x15000015),
            Optional.of(new ElementType(0x12000016)),
            new ElementType(0x1500001a),
            new ElementType(0x1500001b),
            new ElementType(0x1200001d),
            new ElementType(0x1600001c),
            new ElementType(0x12000019));

    /** Of the hypervisor, in {@code {hypervisorsettings}}. */
    public static final Target HYPERVISOR = new Target(
            WellKnown.HYPERVISOR_SETTINGS,
            new ElementType(0x250000f3),
            new ElementType(0x250000f4),
            new ElementType(0x250000f5),
            new ElementType(0x250000f6),
            Optional.empty(),
            new ElementType(0x250000fd),
            new ElementType(0x250000fe),
            new ElementType(0x22000110),
            new ElementType(0x26000114),
            new ElementType(0x220000f9));

    private static final ElementType START = new ElementType(0x15000018);
    private static final ElementType IGNORE_USER_MODE_EXCEPTIONS = new ElementType(0x16000017);

    private static final long SERIAL = 0;
    private static final long FIREWIRE = 1;
    private static final long USB = 2;
    private static final long NETWORK = 3;
    private static final long LOCAL = 4;

    public DebuggerSettings {
        elements = List.copyOf(elements);
        removed = List.copyOf(removed);
    }

    /**
     * The elements that say how the debugger of something is reached.
     *
     * @param object the settings object they are in
     * @param kind which way it is; the numbers are the same in all objects
     * @param usbName absent when it cannot be reached through USB
     */
    public record Target(
            ObjectId object,
            ElementType kind,
            ElementType serialPort,
            ElementType baudRate,
            ElementType channel,
            Optional<ElementType> usbName,
            ElementType hostIp,
            ElementType port,
            ElementType key,
            ElementType dhcp,
            ElementType busParameters) {}

    /**
     * What {@code connection} means for {@code target}.
     *
     * @param busParameters place of the adapter on the PCI bus; absent to leave alone what is set
     * @param current the settings object as it is; absent when there is none
     * @param random for a key, if one has to be made
     */
    public static DebuggerSettings of(
            Target target, DebuggerConnection connection, Optional<String> busParameters, Optional<BcdObject> current, Random random) {
        List<Element> elements = new ArrayList<>();
        List<ElementType> removed = new ArrayList<>();
        Optional<String> shownKey = Optional.empty();
        if (connection instanceof DebuggerConnection.Serial serial) {
            elements.add(Element.of(target.kind(), SERIAL));
            elements.add(Element.of(target.serialPort(), serial.port()));
            elements.add(Element.of(target.baudRate(), serial.baudRate()));
        } else if (connection instanceof DebuggerConnection.FireWire fireWire) {
            elements.add(Element.of(target.kind(), FIREWIRE));
            elements.add(Element.of(target.channel(), fireWire.channel()));
        } else if (connection instanceof DebuggerConnection.Usb usb) {
            elements.add(Element.of(target.kind(), USB));
            if (usb.targetName().isPresent()) {
                elements.add(Element.of(target.usbName().orElseThrow(), usb.targetName().get()));
            }
        } else if (connection instanceof DebuggerConnection.Network network) {
            elements.add(Element.of(target.kind(), NETWORK));
            elements.add(Element.of(target.hostIp(), network.hostIp()));
            elements.add(Element.of(target.port(), network.port()));
            elements.add(Element.of(target.dhcp(), network.dhcp()));
            String key = key(network, target, current, random);
            elements.add(Element.of(target.key(), key));
            removed.addAll(List.of(target.serialPort(), target.baudRate()));
            shownKey = network.key().isPresent() ? Optional.empty() : Optional.of(key);
        } else {
            elements.add(Element.of(target.kind(), LOCAL));
        }
        if (busParameters.isPresent()) {
            elements.add(Element.of(target.busParameters(), busParameters.get()));
        }
        return new DebuggerSettings(elements, removed, shownKey);
    }

    private static String key(DebuggerConnection.Network network, Target target, Optional<BcdObject> current, Random random) {
        if (network.key().isPresent()) {
            return network.key().get();
        }
        Optional<String> set = current.isPresent() ? current.get().string(target.key()) : Optional.empty();
        return set.isPresent() && !network.newKey() ? set.get() : DebuggerKey.fresh(random);
    }

    /** These settings with what is said of the kernel's debugger only; what is not said is removed, which means active and every exception. */
    public DebuggerSettings with(Optional<DebuggerStart> start, boolean ignoreUserModeExceptions) {
        List<Element> all = new ArrayList<>(elements);
        List<ElementType> gone = new ArrayList<>(removed);
        if (start.isPresent()) {
            all.add(Element.of(START, start.get().ordinal()));
        } else {
            gone.add(START);
        }
        if (ignoreUserModeExceptions) {
            all.add(Element.of(IGNORE_USER_MODE_EXCEPTIONS, true));
        } else {
            gone.add(IGNORE_USER_MODE_EXCEPTIONS);
        }
        return new DebuggerSettings(all, gone, key);
    }
}
