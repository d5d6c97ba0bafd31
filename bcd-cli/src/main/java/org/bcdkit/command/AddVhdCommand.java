package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.bcdkit.argument.FirmwareArgument;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.PageFileArgument;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.edit.VhdEntryRequest;
import org.bcdkit.edit.VhdEntryRequest.Placement;
import org.bcdkit.host.Host;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostVolumeFacts;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.nativeboot.PageFileChoice;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.store.ObjectId;
import org.bcdkit.view.DeviceJson;

/** {@code bcd add vhd IMAGE}: a menu entry that starts Windows from a VHD or VHDX. */
public final class AddVhdCommand extends ChangeCommand {

    private static final String NAME = "--name";
    private static final String HOST = "--host";
    private static final String PATH = "--path";
    private static final String DEVICE_FORM = "--device-form";
    private static final String PARTITION = "partition";
    private static final String LOCATE = "locate";
    private static final String LIKE = "--like";
    private static final String FIRMWARE = "--firmware";
    private static final String FIRST = "--first";
    private static final String LAST = "--last";
    private static final String DEFAULT = "--default";
    private static final String RAM = "--ram";
    private static final String PAGE_FILE = "--page-file";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("IMAGE", "The VHD or VHDX file, on this machine.")
                .option(NAME, "TEXT", "What the menu says; without it, the name of the file.")
                .option(
                        HOST,
                        "PARENT",
                        "Where the boot manager finds the image: gpt:{disk},{partition}, mbr:SIGNATURE,OFFSET (in bytes), boot, locate (search all"
                                + " volumes), or a drive letter with --map; without it, the partition that IMAGE lies on.")
                .option(PATH, "PATH", "The path of the image on that volume, for instance '\\vhds\\w11.vhdx'; without it, where IMAGE is now.")
                .choice(
                        DEVICE_FORM,
                        List.of(PARTITION, LOCATE),
                        "Whether the entry names the partition, or lets the boot manager search all volumes; without it, it names what --host says.")
                .option(LIKE, "OBJECT", "The entry to take settings from; without it, the default entry, or what Windows writes into a fresh store.")
                .choice(FIRMWARE, FirmwareArgument.words(), "The firmware to write the entry for; without it, the one the store is for.")
                .flag(FIRST, "Put the entry first in the menu.")
                .flag(LAST, "Put the entry last in the menu, as is done without this.")
                .flag(DEFAULT, "Let the entry start when nobody chooses.")
                .option(RAM, "SIZE", "The memory of the machine that will start it, for the size of the page file; without it, that of this machine.")
                .option(PAGE_FILE, "SIZE|auto|none", "The page file that the host volume has to hold as well: a size, what Windows chooses (auto), or none.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path image = invocation.existingFile(0);
        MapArgument drives = MapArgument.parse(invocation.global().maps());
        Optional<HostArgument> named = invocation.value(HOST).isPresent()
                ? Optional.of(HostArgument.parse(invocation.value(HOST).get(), drives))
                : Optional.empty();
        boolean locate = isLocate(invocation, named);
        Optional<HostArgument> host = named.isEmpty() && locate ? Optional.of(new HostArgument.Anywhere()) : named;
        Placement placement = placement(invocation);
        String title = TitleArgument.parse(NAME, invocation.value(NAME).orElse(ImageArgument.title(image)));
        TargetFacts wanted = wanted(invocation);
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        Optional<ObjectId> like = invocation.value(LIKE).isPresent()
                ? Optional.of(new NamedObjects(snapshot, invocation.messages()).find(invocation.value(LIKE).get()).id())
                : Optional.empty();
        ImagePlace place = ImagePlace.find(image, host, invocation.value(PATH), invocation.surroundings().host());
        NativeBootReport report =
                NativeBootCheck.check(image, DiskImages.inFiles(drives.volumes()), facts(invocation, image, wanted, place));
        VhdEntryRequest request = new VhdEntryRequest(
                title,
                locate ? Optional.empty() : place.host(),
                place.path(),
                like,
                firmware(invocation),
                Optional.empty(),
                placement,
                invocation.has(DEFAULT));
        ObjectId fresh = ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), new Random());
        return new VhdEntry(invocation, location, VhdEntryPlanner.plan(snapshot, request, fresh), report, title);
    }

    private static boolean isLocate(Invocation invocation, Optional<HostArgument> host) {
        boolean anywhere = host.isPresent() && host.get() instanceof HostArgument.Anywhere;
        String form = invocation.value(DEVICE_FORM).orElse(anywhere ? LOCATE : PARTITION);
        if (anywhere && form.equals(PARTITION)) {
            throw new UsageException(DEVICE_FORM + " " + PARTITION + " needs a partition, and " + HOST + " " + LOCATE + " names none.");
        }
        return form.equals(LOCATE);
    }

    private static Placement placement(Invocation invocation) {
        if (invocation.has(FIRST) && invocation.has(LAST)) {
            throw new UsageException("An entry is placed " + FIRST + " or " + LAST + ", not both.");
        }
        return invocation.has(FIRST) ? Placement.FIRST : Placement.LAST;
    }

    private static Optional<FirmwareKind> firmware(Invocation invocation) {
        Optional<String> word = invocation.value(FIRMWARE);
        return word.isPresent() ? Optional.of(FirmwareArgument.parse(word.get())) : Optional.empty();
    }

    /** What the command line says about the machine that is to start the image. */
    private static TargetFacts wanted(Invocation invocation) {
        TargetFacts facts = TargetFacts.UNKNOWN;
        if (invocation.value(PAGE_FILE).isPresent()) {
            facts = facts.withPageFile(PageFileArgument.parse(invocation.value(PAGE_FILE).get()));
        }
        return invocation.value(RAM).isPresent() ? facts.withMemory(SizeArgument.parse(RAM, invocation.value(RAM).get())) : facts;
    }

    /** The same with what this machine says about itself. */
    private static NativeBootFacts facts(Invocation invocation, Path image, TargetFacts wanted, ImagePlace place) throws IOException {
        Host machine = invocation.surroundings().host();
        HostFacts host = HostFacts.UNKNOWN;
        if (place.volume().isPresent()) {
            host = machine.bootFacts(image, place.volume().get());
            if (place.fileSystem().isEmpty()) {
                // The boot manager may find the image on another volume.
                HostVolumeFacts known = host.volume();
                host = HostFacts.UNKNOWN.withVolume(HostVolumeFacts.UNKNOWN.withSpace(known.free(), known.size(), known.cluster())).withFile(host.file());
            }
        }
        boolean dependsOnMemory = wanted.pageFile() instanceof PageFileChoice.Automatic && wanted.memory().isEmpty();
        OptionalLong memory = dependsOnMemory ? machine.target().memory() : OptionalLong.empty();
        TargetFacts target = memory.isPresent() ? wanted.withMemory(memory.getAsLong()) : wanted;
        return new NativeBootFacts(host.withFile(host.file().withPath(place.path())), target);
    }

    private static final class VhdEntry extends StoreProposal {
        private final VhdEntryPlan planned;
        private final NativeBootReport report;
        private final String title;

        VhdEntry(Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootReport report, String title) {
            super(invocation, location, planned.plan().withFindings(report.findings()));
            this.planned = planned;
            this.report = report;
            this.title = title;
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
