package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.edit.Firmware;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.store.BcdObject;
import org.bcdkit.view.DeviceJson;
import org.bcdkit.view.SpaceText;
import org.bcdkit.view.Verdict;

/** {@code bcd replace ENTRY IMAGE}: an entry that starts Windows from an image starts it from another one. */
public final class ReplaceCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("ENTRY", "The menu entry: its identifier, alias or title.");
        HostOptions.describe(syntax, "the one the store is for")
                .option(
                        AddVhdCommand.SYSTEM_PARTITION,
                        "M",
                        "With --disk and without --store: the partition of the disk that has the boot store; without it, its EFI system partition or active"
                                + " partition.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        HostOptions options = new HostOptions(invocation, 1);
        Optional<HostArgument> named = options.host();
        boolean anywhere = named.isPresent() && named.get() instanceof HostArgument.Anywhere;
        try (ImagePlace place = options.place(named)) {
            StoreLocation location = AddVhdCommand.location(invocation, options, place);
            StoreSnapshot snapshot = location.read();
            BcdObject entry = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
            Optional<DeviceDescriptor.FileDevice> old = VhdEntryPlanner.image(entry);
            if (old.isEmpty()) {
                throw new RequestException(entry.id() + " does not start a Windows from a VHD or VHDX. bcd add vhd makes an entry that does.");
            }
            Firmware.Verdict startedBy = Firmware.of(snapshot.store());
            NativeBootFacts facts = options.facts(place, startedBy.guessed() ? Optional.empty() : startedBy.kind());
            NativeBootReport report = options.judge(place, VhdEntryOptions.facts(invocation, facts));
            VhdEntryPlan plan = VhdEntryPlanner.replace(snapshot, entry, anywhere ? Optional.empty() : place.host(), place.path());
            return new Replacement(invocation, location, plan, facts, report, old.get().path());
        }
    }

    private static final class Replacement extends StoreProposal {
        private final VhdEntryPlan planned;
        private final NativeBootFacts facts;
        private final NativeBootReport report;
        private final String old;

        Replacement(Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootFacts facts, NativeBootReport report, String old)
                throws IOException {
            super(invocation, location, planned.plan().withFindings(report.findings()));
            this.planned = planned;
            this.facts = facts;
            this.report = report;
            this.old = old;
        }

        /** There are many about any image; {@code bcd doctor} shows them in their order. */
        @Override
        boolean tellsNotes() {
            return false;
        }

        @Override
        List<String> summary() {
            String stays = "The old image, " + old + ", stays where it is.";
            return report.space().isPresent()
                    ? List.of(SpaceText.sentence(report.space().get()), Verdict.sentence(report, facts), stays)
                    : List.of(Verdict.sentence(report, facts), stays);
        }

        @Override
        String nothingToDo() {
            return planned.entry() + " starts this image already.";
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
