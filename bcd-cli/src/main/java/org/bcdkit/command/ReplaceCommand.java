package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.edit.Firmware;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.store.BcdObject;
import org.bcdkit.view.Verdict;

/** {@code bcd replace ENTRY IMAGE}: an entry that starts Windows from an image starts it from another one. */
public final class ReplaceCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("ENTRY", "The menu entry: its identifier, alias or title.");
        AddVhdCommand.describePlace(syntax);
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

    private static final class Replacement extends ImageEntryProposal {
        private final String old;

        Replacement(Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootFacts facts, NativeBootReport report, String old)
                throws IOException {
            super(invocation, location, planned, facts, report);
            this.old = old;
        }

        @Override
        List<String> summary() {
            List<String> summary = new ArrayList<>(super.summary());
            summary.add("The old image, " + old + ", stays where it is.");
            return summary;
        }

        @Override
        String nothingToDo() {
            return planned().entry() + " starts this image already.";
        }
    }
}
