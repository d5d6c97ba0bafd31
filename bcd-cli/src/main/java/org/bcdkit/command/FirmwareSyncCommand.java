package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwareSync;
import org.bcdkit.firmware.StoreSync;

/** {@code bcd firmware sync}: the firmware's entries and their mirror in the boot store tell the same. */
public final class FirmwareSyncCommand extends ChangeCommand {

    private static final String FROM = "--from";
    private static final String FIRMWARE = "firmware";
    private static final String STORE = "store";

    @Override
    public void describe(Syntax syntax) {
        syntax.choice(
                FROM,
                List.of(FIRMWARE, STORE),
                "Who is right: the firmware, so that the store is changed, as without this; or the store, whose order and lost entries the firmware"
                        + " gets.");
        FirmwareSource.describeDisk(syntax);
        FirmwareSource.describeBackup(syntax);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        try (FirmwareSource source = FirmwareSource.open(invocation)) {
            StoreLocation location = invocation.store();
            StoreSnapshot snapshot = location.read();
            BootVariables variables = source.read();
            if (invocation.value(FROM).orElse(FIRMWARE).equals(STORE)) {
                return new FirmwareProposal(
                        invocation, source, FirmwareSync.plan(snapshot.name(), snapshot.store(), variables), "the firmware has what the store says.");
            }
            return new StoreEdit(
                    invocation,
                    location,
                    StoreSync.plan(snapshot, variables, source.partitions(), invocation.surroundings().clock(), new Random()),
                    "the store says what the firmware has.");
        }
    }
}
