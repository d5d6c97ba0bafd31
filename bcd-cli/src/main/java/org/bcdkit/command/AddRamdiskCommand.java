package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.argument.FirmwareArgument;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.RamdiskEntryPlan;
import org.bcdkit.edit.RamdiskEntryPlanner;
import org.bcdkit.edit.RamdiskEntryRequest;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryRequest.Placement;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.ObjectId;
import org.bcdkit.view.DeviceJson;
import org.bcdkit.wim.RamdiskCheck;
import org.bcdkit.wim.WimFile;

/** {@code bcd add ramdisk WIM}: a menu entry that loads a WIM into memory and starts the Windows PE in it. */
public final class AddRamdiskCommand extends ChangeCommand {

    private static final String HOST = "--host";
    private static final String PATH = "--path";
    private static final String SDI = "--sdi";
    private static final String NAME = "--name";
    private static final String FIRMWARE = "--firmware";
    private static final String FIRST = "--first";
    private static final String LAST = "--last";
    private static final String DEFAULT = "--default";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("WIM", "The WIM file, on this machine, with a Windows PE as the image to start.")
                .option(
                        HOST,
                        "PARENT",
                        "Where the boot manager finds it: gpt:{disk},{partition}, mbr:SIGNATURE,OFFSET (in bytes), boot, or a drive letter with --map; without"
                                + " it, the partition that WIM lies on.")
                .option(PATH, "PATH", "The path of the WIM on that volume, for instance '\\sources\\boot.wim'; without it, where WIM is now.")
                .option(
                        SDI,
                        "FILE",
                        "The boot.sdi on the same volume, as a file of this machine or, with a backslash in front, by its path there; without it, the one beside"
                                + " the WIM, or \\boot\\boot.sdi.")
                .choice(FIRMWARE, FirmwareArgument.words(), "The firmware that will start it; without it, the one the store is for.")
                .option(NAME, "TEXT", "What the menu says; without it, the name of the file.")
                .flag(FIRST, "Put the entry first in the menu.")
                .flag(LAST, "Put the entry last in the menu, as is done without this.")
                .flag(DEFAULT, "Let the entry start when nobody chooses.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path file = invocation.existingFileToReread(0);
        MapArgument drives = MapArgument.parse(invocation.global().maps());
        Optional<HostArgument> asked =
                invocation.value(HOST).isPresent() ? Optional.of(HostArgument.parse(invocation.value(HOST).get(), drives)) : Optional.empty();
        if (invocation.has(FIRST) && invocation.has(LAST)) {
            throw new UsageException("An entry is placed " + FIRST + " or " + LAST + ", not both.");
        }
        String title = TitleArgument.parse(NAME, invocation.value(NAME).orElse(ImageArgument.title(file.getFileName().toString())));
        WimFile wim = WimFile.open(file);
        RamdiskPlace place = RamdiskPlace.find(file, asked, invocation.value(PATH), invocation.surroundings().host());
        String sdi = place.sdi(file, invocation.value(SDI), invocation.surroundings().host());
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        Optional<FirmwareKind> firmware =
                invocation.value(FIRMWARE).isPresent() ? Optional.of(FirmwareArgument.parse(invocation.value(FIRMWARE).get())) : Optional.empty();
        RamdiskEntryRequest request = new RamdiskEntryRequest(
                title, place.device(), place.path(), sdi, firmware, invocation.has(FIRST) ? Placement.FIRST : Placement.LAST, invocation.has(DEFAULT));
        Random random = new Random();
        ObjectId entry = ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), random);
        ObjectId options = ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), random);
        RamdiskEntryPlan planned = RamdiskEntryPlanner.plan(snapshot, request, entry, options);
        List<Finding> findings = new ArrayList<>(RamdiskCheck.judge(wim, planned.firmware()));
        findings.addAll(place.judgeSdi(sdi));
        return new RamdiskEntry(invocation, location, planned, planned.plan().withFindings(findings), title);
    }

    private static final class RamdiskEntry extends StoreProposal {
        private final RamdiskEntryPlan planned;
        private final String title;

        RamdiskEntry(Invocation invocation, StoreLocation location, RamdiskEntryPlan planned, StorePlan plan, String title)
                throws IOException {
            super(invocation, location, plan);
            this.planned = planned;
            this.title = title;
        }

        @Override
        String nothingToDo() {
            return planned.entry() + " \"" + title + "\" starts this WIM already and is in the menu.";
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            if (!isRefused()) {
                json.writeStringField("entry", planned.entry().toString());
                json.writeFieldName("device");
                DeviceJson.write(json, planned.device());
                json.writeStringField("options", planned.options().toString());
            }
        }
    }
}
