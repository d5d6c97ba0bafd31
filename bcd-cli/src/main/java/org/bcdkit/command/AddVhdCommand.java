package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.PartitionNumberArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.Firmware;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.view.DeviceJson;
import org.bcdkit.view.SpaceText;
import org.bcdkit.view.Verdict;

/** {@code bcd add vhd IMAGE}: a menu entry that starts Windows from a VHD or VHDX. */
public final class AddVhdCommand extends ChangeCommand {

    private static final String NAME = "--name";
    static final String SYSTEM_PARTITION = "--system-partition";

    @Override
    public void describe(Syntax syntax) {
        HostOptions.describe(syntax, "the one the store is for")
                .option(
                        SYSTEM_PARTITION,
                        "M",
                        "With --disk and without --store: the partition of the disk that has the boot store; without it, its EFI system partition or active"
                                + " partition.")
                .option(NAME, "TEXT", "What the menu says; without it, the name of the file.");
        VhdEntryOptions.describe(syntax);
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

    private static final class VhdEntry extends StoreProposal {
        private final VhdEntryPlan planned;
        private final NativeBootFacts facts;
        private final NativeBootReport report;
        private final String title;

        VhdEntry(
                Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootFacts facts, NativeBootReport report, String title)
                throws IOException {
            super(invocation, location, planned.plan().withFindings(report.findings()));
            this.planned = planned;
            this.facts = facts;
            this.report = report;
            this.title = title;
        }

        /** There are many about any image; {@code bcd doctor} shows them in their order. */
        @Override
        boolean tellsNotes() {
            return false;
        }

        @Override
        List<String> summary() {
            return report.space().isPresent()
                    ? List.of(SpaceText.sentence(report.space().get()), Verdict.sentence(report, facts))
                    : List.of(Verdict.sentence(report, facts));
        }

        @Override
        String nothingToDo() {
            return planned.entry() + " \"" + title + "\" starts this image already and is in the menu.";
        }

        @Override
        ExitCode refusal() {
            return report.isReadable() ? ExitCode.REFUSED : ExitCode.INPUT;
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            if (!isRefused()) {
                json.writeStringField("entry", planned.entry().toString());
                json.writeFieldName("device");
                DeviceJson.write(json, planned.device());
            }
        }
    }
}
