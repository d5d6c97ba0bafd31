package org.bcdkit.firmware;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The UEFI variables of a machine, those of the global name space. */
public interface FirmwareVariables {

    /** What to call them in messages: {@code /sys/firmware/efi/efivars}. */
    String name();

    /** The names of all variables, in no order. */
    List<String> names() throws IOException;

    /** The variable of that name; absent when there is none. */
    Optional<EfiVariable> read(String name) throws IOException;

    /**
     * Asks whether changes can be made, as far as that can be told without making them.
     *
     * @throws org.bcdkit.storage.HostException when they cannot: with why, and what to do
     */
    void checkWritable(List<VariableChange> changes) throws IOException;

    /** Makes a variable or gives it other content, as a whole or not at all. */
    void write(EfiVariable variable) throws IOException;

    /** Removes a variable; nothing happens when there is none. */
    void delete(String name) throws IOException;
}
