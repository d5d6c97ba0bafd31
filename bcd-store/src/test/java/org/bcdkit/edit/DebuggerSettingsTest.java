package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.edit.DebuggerConnection.FireWire;
import org.bcdkit.edit.DebuggerConnection.Local;
import org.bcdkit.edit.DebuggerConnection.Network;
import org.bcdkit.edit.DebuggerConnection.Serial;
import org.bcdkit.edit.DebuggerConnection.Usb;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebuggerSettingsTest {

    private static final String KEY = "2steg4fzbj2sz.23418vzkd4ko3.1g34ou07z4pev.1sp3yo9yz874p";
    private static final Network NETWORK = new Network(0xc6336401L, 50001, Optional.of(KEY), false, true);

    private final BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);

    /** What the object holds after the settings were made, as bcdedit prints it. */
    private List<String> after(BcdObject object, List<Element> elements, List<ElementType> removed) {
        BcdObject changed = StorePlanner.set(SampleStores.snapshot(store.with(object)), object.id(), elements, removed)
                .after()
                .find(object.id())
                .orElseThrow();
        return changed.elements().stream()
                .map(e -> ElementCatalog.name(e.type(), changed.type()) + " " + String.join(" ", ElementText.lines(e, changed.type())))
                .collect(Collectors.toList());
    }

    private List<String> kernel(BcdObject object, DebuggerConnection connection, Optional<String> busParameters) {
        DebuggerSettings settings =
                DebuggerSettings.of(DebuggerSettings.KERNEL, connection, busParameters, Optional.of(object), new Random(1)).with(Optional.empty(), false);
        return after(object, settings.elements(), settings.removed());
    }

    private static BcdObject windows7() {
        return SampleStores.windows(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_7).find(WellKnown.DEBUGGER_SETTINGS).orElseThrow();
    }

    private BcdObject settings() {
        return store.find(WellKnown.DEBUGGER_SETTINGS).orElseThrow();
    }

    @Test
    void networkSettingsReadAsInARealListing() {
        assertThat(kernel(settings(), NETWORK, Optional.of("141.0.1")))
                .containsExactly("busparams 141.0.1", "key " + KEY, "debugtype NET", "hostip 198.51.100.1", "port 50001", "dhcp Yes");
    }

    @Test
    void aNetworkTakesThePlaceOfTheSerialPortThatWindows7IsMadeWith() {
        assertThat(kernel(windows7(), NETWORK, Optional.of("141.0.1")))
                .containsExactly("busparams 141.0.1", "key " + KEY, "debugtype NET", "hostip 198.51.100.1", "port 50001", "dhcp Yes");
    }

    @Test
    void otherConnectionsLeaveTheSerialPortAsRealListingsShow() {
        assertThat(kernel(windows7(), new Usb(Optional.of("MyUsbTarget")), Optional.empty()))
                .containsExactly("targetname MyUsbTarget", "debugtype USB", "debugport 1", "baudrate 115200");
        assertThat(kernel(windows7(), new FireWire(1), Optional.of("4.0.0")))
                .containsExactly("busparams 4.0.0", "debugtype 1394", "debugport 1", "baudrate 115200", "channel 1");
        assertThat(kernel(windows7(), new Local(), Optional.empty())).containsExactly("debugtype Local", "debugport 1", "baudrate 115200");
    }

    @Test
    void theKeyOfANetworkIsThereForTheNextTime() {
        BcdObject net = with(settings(), NETWORK);
        assertThat(kernel(net, new Serial(2, 9600), Optional.empty()))
                .containsExactly(
                        "key " + KEY, "debugtype Serial", "debugport 2", "baudrate 9600", "hostip 198.51.100.1", "port 50001", "dhcp Yes");
    }

    @Test
    void usbKeepsTheNameThatIsSet() {
        BcdObject usb = with(settings(), new Usb(Optional.of("desk")));
        assertThat(kernel(usb, new Usb(Optional.empty()), Optional.empty())).containsExactly("targetname desk", "debugtype USB");
    }

    @Test
    void thePlaceOfTheAdapterStaysUnlessAnotherIsGiven() {
        BcdObject placed = settings().with(Element.of(new ElementType(0x12000019), new StringValue("0.25.0")));
        assertThat(kernel(placed, NETWORK, Optional.empty())).contains("busparams 0.25.0");
    }

    @Test
    void policyIsSetWhenGivenAndRemovedWhenNot() {
        DebuggerSettings local = DebuggerSettings.of(DebuggerSettings.KERNEL, new Local(), Optional.empty(), Optional.empty(), new Random(1));
        DebuggerSettings disabled = local.with(Optional.of(DebuggerStart.DISABLE), true);
        assertThat(after(settings(), disabled.elements(), disabled.removed())).containsExactly("debugtype Local", "debugstart Disable", "noumex Yes");
        BcdObject set = new BcdObject(settings().id(), ObjectType.INHERIT_ANY, disabled.elements());
        DebuggerSettings plain = local.with(Optional.empty(), false);
        assertThat(after(set, plain.elements(), plain.removed())).containsExactly("debugtype Local");
    }

    @Test
    void hypervisorHasElementsOfItsOwn() {
        BcdObject object = store.find(WellKnown.HYPERVISOR_SETTINGS).orElseThrow();
        DebuggerSettings net = DebuggerSettings.of(
                DebuggerSettings.HYPERVISOR,
                new Network(0xa9feffffL, 52000, Optional.of("1.1.1.1"), false, false),
                Optional.of("0.20.0"),
                Optional.of(object),
                new Random(1));
        // The real listing has the same, and isolatedcontext, which that store had before.
        assertThat(after(object, net.elements(), net.removed()))
                .containsExactly(
                        "hypervisorbusparams 0.20.0",
                        "hypervisorusekey 1.1.1.1",
                        "hypervisordebugtype NET",
                        "hypervisorhostip 169.254.255.255",
                        "hypervisorhostport 52000",
                        "hypervisordhcp No");
    }

    @Test
    void makesAKeyWhenThereIsNoneOrAnotherIsWanted() {
        Network without = new Network(1, 50000, Optional.empty(), false, true);
        String first = key(without, settings(), 1);
        assertThat(first).isEqualTo(key(without, settings(), 1)).isNotEqualTo(key(without, settings(), 2));
        assertThat(DebuggerKey.isKey(first)).isTrue();
        BcdObject set = with(settings(), NETWORK);
        assertThat(key(without, set, 1)).isEqualTo(KEY);
        assertThat(key(new Network(1, 50000, Optional.empty(), true, true), set, 1)).isEqualTo(first);
    }

    @Test
    void doesNotShowAKeyThatWasGiven() {
        assertThat(DebuggerSettings.of(DebuggerSettings.KERNEL, NETWORK, Optional.empty(), Optional.empty(), new Random(1)).key()).isEmpty();
    }

    private static String key(Network network, BcdObject object, int seed) {
        return DebuggerSettings.of(DebuggerSettings.KERNEL, network, Optional.empty(), Optional.of(object), new Random(seed)).key().orElseThrow();
    }

    private static BcdObject with(BcdObject object, DebuggerConnection connection) {
        return new BcdObject(
                object.id(),
                ObjectType.INHERIT_ANY,
                DebuggerSettings.of(DebuggerSettings.KERNEL, connection, Optional.empty(), Optional.empty(), new Random(1)).elements());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "p.a.s.s", KEY, "3w5e11264sgsf.0.0.0"})
    void takesFourNumbersToTheBaseOf36(String key) {
        assertThat(DebuggerKey.isKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.1.1", "1.1.1.1.1", "1..1.1", "1.1.1.", "A.1.1.1", "1.1.1.-1", "3w5e11264sgsg.0.0.0", "11111111111111.0.0.0"})
    void refusesWhatIsNoKey(String key) {
        assertThat(DebuggerKey.isKey(key)).isFalse();
    }

    @Test
    void emergencyManagementIsAPortOrWhatTheFirmwareSays() {
        BcdObject object = store.find(WellKnown.EMS_SETTINGS).orElseThrow();
        EmsSettings port = EmsSettings.ofPort(2, OptionalLong.empty());
        assertThat(after(object, port.elements(), port.removed())).containsExactly("emsport 2", "emsbaudrate 9600", "bootems No");
        BcdObject set = new BcdObject(object.id(), ObjectType.INHERIT_ANY, EmsSettings.ofPort(1, OptionalLong.of(115200)).elements());
        EmsSettings firmware = EmsSettings.ofFirmware();
        assertThat(after(set, firmware.elements(), firmware.removed())).isEmpty();
    }
}
