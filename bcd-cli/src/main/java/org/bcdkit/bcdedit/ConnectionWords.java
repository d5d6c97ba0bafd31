package org.bcdkit.bcdedit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.argument.NumberArgument;
import org.bcdkit.argument.Spelling;
import org.bcdkit.edit.DebuggerConnection;
import org.bcdkit.edit.DebuggerKey;
import org.bcdkit.edit.DebuggerStart;
import org.bcdkit.edit.EmsSettings;

/** What follows {@code /dbgsettings}, {@code /hypervisorsettings} and {@code /emssettings}: a kind of connection and its parameters. */
final class ConnectionWords {

    private static final long MOST_PORTS = 255;

    private final EditWords words;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private boolean newKey;
    private boolean noDhcp;

    private ConnectionWords(EditWords words) {
        this.words = words;
    }

    static EditRequest request(EditWords words) {
        ConnectionWords connection = new ConnectionWords(words);
        return switch (words.verb()) {
            case EMSSETTINGS -> new EditRequest.SetEms(connection.ems());
            case DBGSETTINGS -> connection.debugger();
            default -> connection.hypervisorDebugger();
        };
    }

    private EditRequest debugger() {
        Optional<DebuggerStart> start = start(words.takeValue("start", "a policy: ACTIVE, AUTOENABLE or DISABLE"));
        boolean ignoreUserModeExceptions = words.take("noumex");
        String kind = kind(List.of("SERIAL", "1394", "USB", "NET", "LOCAL"));
        takeParameters();
        DebuggerConnection connection = connection(kind);
        Optional<String> busParameters = busParameters();
        endParameters(kind);
        return new EditRequest.SetDebugger(connection, busParameters, start, ignoreUserModeExceptions);
    }

    private EditRequest hypervisorDebugger() {
        String kind = kind(List.of("SERIAL", "1394", "NET"));
        takeParameters();
        DebuggerConnection connection = connection(kind);
        Optional<String> busParameters = busParameters();
        endParameters(kind);
        return new EditRequest.SetHypervisorDebugger(connection, busParameters);
    }

    private String kind(List<String> kinds) {
        String word = words.next("a connection: " + Spelling.either(kinds));
        String kind = word.toUpperCase(Locale.ROOT);
        if (!kinds.contains(kind)) {
            throw words.invalid("A connection is " + Spelling.either(kinds) + ", not \"" + word + "\".");
        }
        return kind;
    }

    private DebuggerConnection connection(String kind) {
        return switch (kind) {
            case "SERIAL" -> new DebuggerConnection.Serial(
                    number("DEBUGPORT", 1, MOST_PORTS).orElse(DebuggerConnection.Serial.DEFAULT_PORT),
                    number("BAUDRATE", 1, EditNumber.MAX_32_BITS).orElse(DebuggerConnection.Serial.DEFAULT_BAUD_RATE));
            case "1394" -> new DebuggerConnection.FireWire(
                    number("CHANNEL", 0, DebuggerConnection.FireWire.LAST_CHANNEL).orElse(DebuggerConnection.FireWire.DEFAULT_CHANNEL));
            case "USB" -> new DebuggerConnection.Usb(take("TARGETNAME"));
            case "NET" -> network();
            case "LOCAL" -> new DebuggerConnection.Local();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private DebuggerConnection network() {
        Optional<String> host = take("HOSTIP");
        OptionalLong port = number("PORT", DebuggerConnection.Network.FIRST_PORT, DebuggerConnection.Network.LAST_PORT);
        if (host.isEmpty() || port.isEmpty()) {
            throw words.invalid("NET needs HOSTIP and PORT: the address of the machine with the debugger, and the port it listens on.");
        }
        Optional<String> key = take("KEY");
        if (key.isPresent() && newKey) {
            throw words.invalid("KEY and newkey exclude each other.");
        }
        if (key.isPresent() && !DebuggerKey.isKey(key.get())) {
            throw words.invalid("\"" + key.get() + "\" is no key: that is four groups of the characters 0-9 and a-z with dots between, up to 64 bits each.");
        }
        boolean anew = newKey;
        boolean dhcp = !noDhcp;
        newKey = false;
        noDhcp = false;
        return new DebuggerConnection.Network(EditNumber.address("HOSTIP", host.get()), port.getAsLong(), key, anew, dhcp);
    }

    private Optional<String> busParameters() {
        Optional<String> place = take("BUSPARAMS");
        if (place.isPresent()) {
            String[] numbers = place.get().split("\\.", -1);
            boolean right = numbers.length == 3 || numbers.length == 4;
            for (String number : numbers) {
                right &= NumberArgument.isDigits(number, 10);
            }
            if (!right) {
                throw words.invalid("BUSPARAMS: \"" + place.get() + "\" is no place on the PCI bus: BUS.DEVICE.FUNCTION, for instance 0.25.0.");
            }
        }
        return place;
    }

    private EmsSettings ems() {
        List<String> given = words.rest();
        if (given.size() == 1 && given.get(0).equalsIgnoreCase("BIOS")) {
            return EmsSettings.ofFirmware();
        }
        for (String word : given) {
            if (word.equalsIgnoreCase("BIOS")) {
                throw words.invalid("BIOS stands alone.");
            }
            takeParameter(word);
        }
        OptionalLong port = number("EMSPORT", 1, MOST_PORTS);
        OptionalLong baudRate = number("EMSBAUDRATE", 1, EditNumber.MAX_32_BITS);
        if (port.isEmpty()) {
            throw words.invalid("It takes BIOS, or EMSPORT with the number of a serial port.");
        }
        endParameters("EMSPORT");
        return EmsSettings.ofPort(port.getAsLong(), baudRate);
    }

    private Optional<DebuggerStart> start(Optional<String> policy) {
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(switch (policy.get().toUpperCase(Locale.ROOT)) {
            case "ACTIVE" -> DebuggerStart.ACTIVE;
            case "AUTOENABLE" -> DebuggerStart.AUTOENABLE;
            case "DISABLE" -> DebuggerStart.DISABLE;
            default -> throw words.invalid("/start takes ACTIVE, AUTOENABLE or DISABLE, not \"" + policy.get() + "\".");
        });
    }

    private void takeParameters() {
        while (!words.isEmpty() && EditWords.switchName(words.peek()).isEmpty()) {
            takeParameter(words.next("a parameter"));
        }
    }

    /** {@code NAME:VALUE}, or one of two words without a value. */
    private void takeParameter(String word) {
        int colon = word.indexOf(':');
        if (word.equalsIgnoreCase("newkey")) {
            newKey = true;
        } else if (word.equalsIgnoreCase("nodhcp")) {
            noDhcp = true;
        } else if (colon <= 0 || colon == word.length() - 1) {
            throw words.invalid("\"" + word + "\" is no parameter: those are written NAME:VALUE, without a space.");
        } else if (parameters.put(word.substring(0, colon).toUpperCase(Locale.ROOT), word.substring(colon + 1)) != null) {
            throw words.invalid(word.substring(0, colon).toUpperCase(Locale.ROOT) + " can be given only once.");
        }
    }

    private Optional<String> take(String name) {
        return Optional.ofNullable(parameters.remove(name));
    }

    private OptionalLong number(String name, long least, long most) {
        Optional<String> word = take(name);
        return word.isEmpty() ? OptionalLong.empty() : OptionalLong.of(EditNumber.parse(name, word.get(), least, most));
    }

    /** What was not taken does not belong to the kind of connection. */
    private void endParameters(String kind) {
        String left = newKey ? "newkey" : noDhcp ? "nodhcp" : parameters.isEmpty() ? "" : parameters.keySet().iterator().next();
        if (!left.isEmpty()) {
            throw words.invalid(left + " does not go with " + kind + ".");
        }
    }
}
