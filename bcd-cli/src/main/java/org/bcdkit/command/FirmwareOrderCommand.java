package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.argument.EntryArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwarePlanner;

/** {@code bcd firmware order ENTRY...}: which entries the firmware tries, and in which order. */
public final class FirmwareOrderCommand extends ChangeCommand {

    private static final String NEXT = "--next";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameters(EntryArgument.VALUE, EntryArgument.MEANING + " Without an option, these become the order.");
        ListEditOptions.describe(syntax);
        syntax.flag(NEXT, "Leave the order as it is, and start the entry next time only.");
        FirmwareSource.describe(syntax).withoutStore("the order is that of the firmware.");
        FirmwareSource.describeBackup(syntax);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        ListEdit edit = ListEditOptions.of(invocation);
        boolean next = invocation.has(NEXT);
        if (next && (edit != ListEdit.REPLACE || invocation.parameters().size() > 1)) {
            throw new UsageException(NEXT + " takes one entry, and no other option for the order.");
        }
        try (FirmwareSource source = FirmwareSource.open(invocation)) {
            BootVariables variables = source.read();
            List<Integer> numbers = FirmwareRemoveCommand.entries(invocation, variables);
            FirmwarePlan plan = next ? FirmwarePlanner.next(variables, numbers.get(0)) : FirmwarePlanner.order(variables, edit, numbers);
            return new FirmwareProposal(invocation, source, plan, next ? "it is started next already." : "the boot order is so already.");
        }
    }
}
