package org.bcdkit.bcdedit;

import java.util.Optional;
import org.bcdkit.argument.NumberArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.edit.DebuggerSettings;

/** Numbers on bcdedit's command line, where it calls them integer data. */
final class EditNumber {

    static final long MAX_32_BITS = 0xffffffffL;

    private EditNumber() {}

    /** @param name what it is, for the message when it is no number or out of range */
    static long parse(String name, String word, long least, long most) {
        long number;
        try {
            number = NumberArgument.parse(name, word, Optional.empty());
        } catch (UsageException e) {
            throw EditMessage.INTEGER_INVALID.usage(e.getMessage());
        }
        if (Long.compareUnsigned(number, least) < 0 || Long.compareUnsigned(number, most) > 0) {
            throw EditMessage.INTEGER_INVALID.usage(name + ": " + word + " is not from " + least + " to " + most + ".");
        }
        return number;
    }

    /** An IPv4 address. */
    static long address(String name, String word) {
        if (word.indexOf('.') < 0) {
            throw EditMessage.INTEGER_INVALID.usage(name + ": \"" + word + "\" is no IPv4 address, such as 192.168.1.10.");
        }
        try {
            return NumberArgument.parse(name, word, ElementCatalog.find(DebuggerSettings.KERNEL.hostIp(), Optional.empty()));
        } catch (UsageException e) {
            throw EditMessage.INTEGER_INVALID.usage(e.getMessage());
        }
    }
}
