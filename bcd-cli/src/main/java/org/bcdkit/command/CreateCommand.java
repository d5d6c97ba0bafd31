package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.argument.FirmwareArgument;
import org.bcdkit.argument.WindowsArgument;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.store.BcdStore;

/** {@code bcd create FILE}: a fresh store without an operating system, as Windows makes it. */
public final class CreateCommand extends ChangeCommand {

    private static final String FIRMWARE = "--firmware";
    private static final String WINDOWS = "--windows";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The store to make; there must be no file of that name.")
                .requiredChoice(FIRMWARE, FirmwareArgument.words(), "What starts the boot manager on the machine that the store is for.")
                .choice(WINDOWS, WindowsArgument.words(), "The Windows that would make such a store; without it, 11.")
                .withoutStore("FILE is the store to make.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path path = invocation.newFile(0);
        FirmwareKind firmware = FirmwareArgument.parse(invocation.requiredValue(FIRMWARE));
        WindowsGeneration generation = invocation.value(WINDOWS).isPresent()
                ? WindowsArgument.parse(invocation.value(WINDOWS).get())
                : WindowsGeneration.WINDOWS_11;
        BcdStore store = new StoreTemplate(firmware, generation, StoreTemplate.DEFAULT_LOCALE).store(new BootDevice());
        String what = "a boot store for " + firmware.title() + " as " + generation.title() + " makes it,";
        return new NewStoreProposal("Make a boot store", List.of(), path, NewStoreProposal.sized(what, store)) {
            @Override
            void create() throws IOException {
                invocation.storeAt(path).create(store);
            }
        };
    }
}
