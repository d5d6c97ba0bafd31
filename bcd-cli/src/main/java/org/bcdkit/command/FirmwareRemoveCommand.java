package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.argument.EntryArgument;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwarePlanner;

/** {@code bcd firmware remove ENTRY...}: boot entries of the firmware are not needed any more. */
public final class FirmwareRemoveCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameters(EntryArgument.VALUE, EntryArgument.MEANING);
        FirmwareSource.describe(syntax).withoutStore("the entries are those of the firmware.");
        FirmwareSource.describeBackup(syntax);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        try (FirmwareSource source = FirmwareSource.open(invocation)) {
            BootVariables variables = source.read();
            FirmwarePlan plan = FirmwarePlanner.remove(variables, entries(invocation, variables));
            return new FirmwareProposal(invocation, source, plan, "the entry is gone already.");
        }
    }

    /** The numbers of the entries that are named. */
    static List<Integer> entries(Invocation invocation, BootVariables variables) {
        List<Integer> numbers = new ArrayList<>();
        for (String entry : invocation.parameters()) {
            numbers.add(EntryArgument.parse(entry, variables));
        }
        return numbers;
    }
}
