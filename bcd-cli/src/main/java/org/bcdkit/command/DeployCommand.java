package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.Firmware;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.plan.Finding;

/** {@code bcd deploy WIM OUT}: an image for native boot with the files of a WIM, or one that somebody published, and the entry that starts it. */
public final class DeployCommand extends ChangeCommand {

    private static final String ADD = "--add";
    private static final String TITLE = "--title";
    private static final String WIM = "WIM";
    private static final String OUT = "OUT";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameterOr(WIM, FetchedImage.IMAGE, "The WIM or ESD file with the files, or the first part of a split one (SWM); with --image, there is none.")
                .parameter(OUT, "The image to make; its extension, .vhd or .vhdx, says of which format.");
        DeployedImage.describe(syntax);
        FetchedImage.describe(syntax)
                .flag(ADD, "Add an entry for the image to the boot store, as add vhd does; the options from here on say how.")
                .option(TITLE, "TEXT", "What the menu says; without it, the name of the image in the WIM, or of the file.");
        HostOptions.describePlace(syntax);
        HostOptions.describeMachine(syntax, "the one the store is for");
        VhdEntryOptions.describe(syntax);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        refuseEntryOptions(invocation);
        ComingImage image = image(invocation);
        if (!invocation.has(ADD)) {
            return new Deploy(invocation, image, Optional.empty(), image.findings());
        }
        HostOptions options = new HostOptions(invocation);
        VhdEntryOptions entryOptions = new VhdEntryOptions(invocation, options);
        try (ImagePlace place = options.expected(image.target(), entryOptions.host())) {
            String title = TitleArgument.parse(TITLE, invocation.value(TITLE).orElse(image.title()));
            StoreLocation location = invocation.store();
            StoreSnapshot snapshot = location.read();
            VhdEntryPlan planned = entryOptions.plan(snapshot, place, title);
            Firmware.Verdict startedBy = Firmware.of(snapshot.store());
            Optional<FirmwareKind> firmware = startedBy.guessed() ? Optional.empty() : startedBy.kind();
            List<Finding> findings = new ArrayList<>(image.findings());
            NativeBootFacts facts = VhdEntryOptions.facts(invocation, options.facts(place, firmware));
            List<Finding> host = NativeBootCheck.checkHost(facts, image.virtualSize());
            findings.addAll(invocation.global().force() ? Finding.forced(host) : host);
            findings.addAll(planned.plan().findings());
            StoreProposal proposal = new StoreProposal(invocation, location, planned.plan());
            return new Deploy(invocation, image, Optional.of(new Deploy.Entry(proposal, planned, entryOptions, firmware)), findings);
        }
    }

    private static void refuseEntryOptions(Invocation invocation) {
        if (invocation.has(ADD)) {
            return;
        }
        List<String> options = new ArrayList<>(VhdEntryOptions.NAMES);
        options.add(TITLE);
        for (String option : options) {
            if (invocation.has(option)) {
                throw new UsageException(option + " says how an entry for the image is added; it needs " + ADD + ".");
            }
        }
    }

    private static ComingImage image(Invocation invocation) throws IOException {
        boolean published = invocation.has(FetchedImage.IMAGE);
        int count = invocation.parameters().size();
        if (published) {
            for (String option : DeployedImage.NAMES) {
                if (invocation.has(option)) {
                    throw new UsageException(option + " is about a " + WIM + ", and " + FetchedImage.IMAGE + " names an image that is made already.");
                }
            }
            if (count != 1) {
                throw new UsageException("With " + FetchedImage.IMAGE + " there is no " + WIM + ": name only the file that is to be made.");
            }
            return FetchedImage.plan(invocation, invocation.path(0));
        }
        FetchedImage.refuse(invocation);
        if (count != 2) {
            throw new UsageException((count == 0 ? WIM + " is missing: the WIM file to take files from." : OUT + " is missing: the image to make.")
                    + " Or name an image that somebody published with " + FetchedImage.IMAGE + ".");
        }
        Path target = invocation.newFile(1);
        return DeployedImage.plan(invocation, target);
    }
}
