package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.bcdkit.argument.FirmwareArgument;
import org.bcdkit.argument.TftpArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.argument.WindowsArgument;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.NetworkStore;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;

/** {@code bcd create FILE}: a fresh store without an operating system, as Windows makes it, or one for starting Windows PE over the network. */
public final class CreateCommand extends ChangeCommand {

    private static final String FIRMWARE = "--firmware";
    private static final String WINDOWS = "--windows";
    private static final String PXE = "--pxe";
    private static final String WIM = "--wim";
    private static final String SDI = "--sdi";
    private static final String NAME = "--name";
    private static final String BLOCK_SIZE = "--tftp-block-size";
    private static final String WINDOW_SIZE = "--tftp-window-size";
    private static final List<String> OF_PXE = List.of(WIM, SDI, NAME, BLOCK_SIZE, WINDOW_SIZE);

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The store to make; there must be no file of that name.")
                .requiredChoice(FIRMWARE, FirmwareArgument.words(), "What starts the boot manager on the machine that the store is for.")
                .choice(WINDOWS, WindowsArgument.words(), "The Windows that would make such a store; without it, 11.")
                .flag(PXE, "Make a store for a server from which machines start Windows PE (PXE): one entry that loads a WIM into memory.")
                .option(WIM, "PATH", "With --pxe: the path of the WIM on the server; without it, '\\Boot\\boot.wim'.")
                .option(SDI, "PATH", "With --pxe: the path of boot.sdi on the server; without it, '\\Boot\\boot.sdi'.")
                .option(NAME, "TEXT", "With --pxe: what the menu says; without it, Windows PE.")
                .option(BLOCK_SIZE, "BYTES", "With --pxe: how much a packet of TFTP carries; without it, what the boot manager takes.")
                .option(WINDOW_SIZE, "BLOCKS", "With --pxe: how many packets are sent before one is acknowledged; without it, what the boot manager takes.")
                .withoutStore("FILE is the store to make.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path path = invocation.newFile(0);
        FirmwareKind firmware = FirmwareArgument.parse(invocation.requiredValue(FIRMWARE));
        if (invocation.has(PXE)) {
            return networkStore(invocation, path, firmware);
        }
        for (String option : OF_PXE) {
            if (invocation.has(option)) {
                throw new UsageException(option + " is about a store for network boot: it needs " + PXE + ".");
            }
        }
        WindowsGeneration generation = invocation.value(WINDOWS).isPresent()
                ? WindowsArgument.parse(invocation.value(WINDOWS).get())
                : WindowsGeneration.WINDOWS_11;
        BcdStore store = new StoreTemplate(firmware, generation, StoreTemplate.DEFAULT_LOCALE).store(new BootDevice());
        String what = "a boot store for " + firmware.title() + " as " + generation.title() + " makes it,";
        return proposal(invocation, "Make a boot store", List.of(), path, what, store);
    }

    private static Proposal networkStore(Invocation invocation, Path path, FirmwareKind firmware) throws IOException {
        if (invocation.has(WINDOWS)) {
            throw new UsageException(WINDOWS + " is about the settings of a machine's own store, and one for network boot has none: leave it out with " + PXE + ".");
        }
        NetworkStore wanted = new NetworkStore(
                firmware,
                TitleArgument.parse(NAME, invocation.value(NAME).orElse("Windows PE")),
                invocation.value(WIM).orElse(NetworkStore.USUAL_WIM),
                invocation.value(SDI).orElse(NetworkStore.USUAL_SDI),
                invocation.has(BLOCK_SIZE)
                        ? OptionalInt.of(TftpArgument.blockSize(BLOCK_SIZE, invocation.requiredValue(BLOCK_SIZE)))
                        : OptionalInt.empty(),
                invocation.has(WINDOW_SIZE)
                        ? OptionalInt.of(TftpArgument.windowSize(WINDOW_SIZE, invocation.requiredValue(WINDOW_SIZE)))
                        : OptionalInt.empty());
        ObjectId loader = ObjectIds.fresh(StoreTemplate.empty(), invocation.surroundings().clock(), new Random());
        String what = "a boot store for " + firmware.title() + " over the network, which starts " + wanted.wim() + ",";
        return proposal(invocation, "Make a boot store for network boot", wanted.findings(), path, what, wanted.store(loader));
    }

    private static Proposal proposal(Invocation invocation, String intent, List<Finding> findings, Path path, String what, BcdStore store) {
        return new NewStoreProposal(intent, findings, path, NewStoreProposal.sized(what, store)) {
            @Override
            void create() throws IOException {
                invocation.storeAt(path).create(store);
            }
        };
    }
}
