package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.LittleEndian;

/** What a boot variable says, in one line. */
public final class VariableText {

    private static final int NUMBER = 2;

    private VariableText() {}

    /** Title and path of an entry, the numbers of an order, the bytes of what cannot be read. */
    static String of(EfiVariable variable) {
        Optional<Integer> number = BootVariable.number(variable.name());
        if (number.isPresent()) {
            Optional<LoadOption> option = BootVariable.of(number.get(), variable).option();
            return option.isPresent() ? of(option.get()) : variable.data().toHex();
        }
        byte[] data = variable.data().toArray();
        if (data.length % NUMBER != 0) {
            return variable.data().toHex();
        }
        if (variable.name().equals(BootVariables.TIMEOUT) && data.length == NUMBER) {
            return Integer.toString(LittleEndian.u16(data, 0));
        }
        List<String> digits = new ArrayList<>();
        for (int at = 0; at < data.length; at += NUMBER) {
            digits.add(digits(LittleEndian.u16(data, at)));
        }
        return digits.isEmpty() ? "empty" : String.join(",", digits);
    }

    /** Title and path of an entry. */
    static String of(LoadOption option) {
        String title = "\"" + option.description() + "\"";
        return option.path().nodes().isEmpty() ? title : title + " " + option.path();
    }

    /** The number of an entry as tools write it: {@code 000A}. */
    public static String digits(int number) {
        return BootVariable.name(number).substring("Boot".length());
    }
}
