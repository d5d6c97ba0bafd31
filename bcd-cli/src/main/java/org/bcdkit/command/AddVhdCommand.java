package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.PartitionNumberArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.edit.Firmware;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.edit.VhdEntryRequest;
import org.bcdkit.edit.VhdEntryRequest.Placement;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.store.ObjectId;
import org.bcdkit.view.DeviceJson;
import org.bcdkit.view.SpaceText;
import org.bcdkit.view.Verdict;

/** {@code bcd add vhd IMAGE}: a menu entry that starts Windows from a VHD or VHDX. */
public final class AddVhdCommand extends ChangeCommand {

    private static final String NAME = "--name";
    private static final String DEVICE_FORM = "--device-form";
    private static final String PARTITION = "partition";
    private static final String LOCATE = "locate";
    private static final String LIKE = "--like";
    private static final String FIRST = "--first";
    private static final String LAST = "--last";
    private static final String DEFAULT = "--default";
    static final String SYSTEM_PARTITION = "--system-partition";

    @Override
    public void describe(Syntax syntax) {
        HostOptions.describe(syntax, "the one the store is for")
                .option(
                        SYSTEM_PARTITION,
                        "M",
                        "With --disk and without --store: the partition of the disk that has the boot store; without it, its EFI system partition or active"
                                + " partition.")
                .option(NAME, "TEXT", "What the menu says; without it, the name of the file.")
                .choice(
                        DEVICE_FORM,
                        List.of(PARTITION, LOCATE),
                        "Whether the entry names the partition, or lets the boot manager search all volumes; without it, it names what --host says.")
                .option(LIKE, "OBJECT", "The entry to take settings from; without it, the default entry, or what Windows writes into a fresh store.")
                .flag(FIRST, "Put the entry first in the menu.")
                .flag(LAST, "Put the entry last in the menu, as is done without this.")
                .flag(DEFAULT, "Let the entry start when nobody chooses.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        HostOptions options = new HostOptions(invocation);
        Optional<HostArgument> named = options.host();
        boolean locate = isLocate(invocation, named);
        Placement placement = placement(invocation);
        Optional<FirmwareKind> firmware = options.firmware();
        try (ImagePlace place = options.place(named.isEmpty() && locate ? Optional.of(new HostArgument.Anywhere()) : named)) {
            String title = title(invocation, place);
            StoreLocation location = location(invocation, options, place);
            StoreSnapshot snapshot = location.read();
            Optional<ObjectId> like = invocation.value(LIKE).isPresent()
                    ? Optional.of(new NamedObjects(snapshot, invocation.messages()).find(invocation.value(LIKE).get()).id())
                    : Optional.empty();
            Optional<DeviceDescriptor> host = place.host();
            VhdEntryRequest request = new VhdEntryRequest(
                    title, locate ? Optional.empty() : host, place.path(), like, firmware, Optional.empty(), placement, invocation.has(DEFAULT));
            Firmware.Verdict startedBy = Firmware.of(snapshot.store());
            NativeBootFacts facts = options.facts(place, startedBy.guessed() ? Optional.empty() : startedBy.kind());
            NativeBootReport report = options.judge(place, isStoreNamed(invocation) ? withNamedStore(facts) : facts);
            ObjectId fresh = ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), new Random());
            return new VhdEntry(invocation, location, VhdEntryPlanner.plan(snapshot, request, fresh), facts, report, title);
        }
    }

    static boolean isStoreNamed(Invocation invocation) {
        return invocation.global().store().isPresent();
    }

    /** A store that the user names starts the image, wherever it lies now: on another disk, or as a copy that is put in its place later. */
    static NativeBootFacts withNamedStore(NativeBootFacts facts) {
        return facts.withHost(facts.host().withDisk(facts.host().disk().withStartElsewhere()));
    }

    private static boolean isLocate(Invocation invocation, Optional<HostArgument> host) {
        boolean anywhere = host.isPresent() && host.get() instanceof HostArgument.Anywhere;
        String form = invocation.value(DEVICE_FORM).orElse(anywhere ? LOCATE : PARTITION);
        if (anywhere && form.equals(PARTITION)) {
            throw new UsageException(
                    DEVICE_FORM + " " + PARTITION + " needs a partition, and " + HostOptions.HOST + " " + LOCATE + " names none.");
        }
        return form.equals(LOCATE);
    }

    private static Placement placement(Invocation invocation) {
        if (invocation.has(FIRST) && invocation.has(LAST)) {
            throw new UsageException("An entry is placed " + FIRST + " or " + LAST + ", not both.");
        }
        return invocation.has(FIRST) ? Placement.FIRST : Placement.LAST;
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
                Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootFacts facts, NativeBootReport report, String title) {
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
