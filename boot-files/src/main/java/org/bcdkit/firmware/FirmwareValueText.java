package org.bcdkit.firmware;

import java.util.Optional;
import org.bcdkit.edit.ValueDifference;
import org.bcdkit.edit.ValueText;
import org.bcdkit.hive.Value;
import org.bcdkit.storage.FormatException;

/** The firmware entries that a boot store keeps, as a list of the firmware's entries shows them. */
public final class FirmwareValueText implements ValueText {

    @Override
    public Optional<String> of(ValueDifference difference, Value value) {
        if (!difference.isFirmwareVariable()) {
            return Optional.empty();
        }
        try {
            WindowsEntry entry = WindowsEntry.read(difference.name(), value.data());
            String name = BootVariable.name(entry.number());
            return Optional.of(name + " " + VariableText.of(entry.toLoadOption()) + ((entry.attributes() & WindowsEntry.ACTIVE) != 0 ? "" : " (not active)"));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }
}
