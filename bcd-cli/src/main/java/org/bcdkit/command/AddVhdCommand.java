package org.bcdkit.command;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.PartitionNumberArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.Firmware;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.view.Verdict;

/** {@code bcd add vhd IMAGE}: a menu entry that starts Windows from a VHD or VHDX. */
public final class AddVhdCommand extends ChangeCommand {

    private static final String NAME = "--name";
    private static final String SYSTEM_PARTITION = "--system-partition";

    @Override
    public void describe(Syntax syntax) {
        describePlace(syntax)
                .option(NAME, "TEXT", "What the menu says; without it, the name of the file.");
        VhdEntryOptions.describe(syntax);
    }

    /** Adds what says where the image is and where its store is. */
    static Syntax describePlace(Syntax syntax) {
        return HostOptions.describe(syntax, "the one the store is for")
                .option(
                        SYSTEM_PARTITION,
                        "M",
                        "With --disk and without --store: the partition of the disk that has the boot store; without it, its EFI system partition or active"
                                + " partition.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        HostOptions options = new HostOptions(invocation);
        VhdEntryOptions entry = new VhdEntryOptions(invocation, options);
        try (ImagePlace place = options.place(entry.host())) {
            String title = title(invocation, place);
            StoreLocation location = location(invocation, options, place);
            StoreSnapshot snapshot = location.read();
            VhdEntryPlan planned = entry.plan(snapshot, place, title);
            Firmware.Verdict startedBy = Firmware.of(snapshot.store());
            NativeBootFacts facts = options.facts(place, startedBy.guessed() ? Optional.empty() : startedBy.kind());
            NativeBootReport report = options.judge(place, VhdEntryOptions.facts(invocation, facts));
            return new VhdEntry(invocation, location, planned, facts, report, title);
        }
    }

    private static String title(Invocation invocation, ImagePlace place) {
        return TitleArgument.parse(NAME, invocation.value(NAME).orElse(ImageArgument.title(place.fileName())));
    }

    /** The store that is named; for an image inside a disk, the one on that disk. */
    static StoreLocation location(Invocation invocation, HostOptions options, ImagePlace place) throws IOException {
        Optional<String> partition = invocation.value(SYSTEM_PARTITION);
        boolean onDisk = place instanceof ImageInDisk && invocation.global().store().isEmpty();
        if (partition.isPresent() && !onDisk) {
            throw new UsageException(
                    SYSTEM_PARTITION + " says where on a disk the store is: it needs " + HostOptions.DISK + ", and no " + GlobalOptions.STORE + ".");
        }
        if (!onDisk) {
            return invocation.store();
        }
        OptionalInt number = partition.isPresent()
                ? OptionalInt.of(PartitionNumberArgument.parse(SYSTEM_PARTITION, partition.get()))
                : OptionalInt.empty();
        return ((ImageInDisk) place).systemStore(invocation, number);
    }

    private static final class VhdEntry extends ImageEntryProposal {
        private final String title;

        VhdEntry(
                Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootFacts facts, NativeBootReport report, String title)
                throws IOException {
            super(invocation, location, planned, facts, report);
            this.title = title;
        }

        @Override
        String nothingToDo() {
            return planned().entry() + " \"" + title + "\" starts this image already and is in the menu.";
        }
    }
}
