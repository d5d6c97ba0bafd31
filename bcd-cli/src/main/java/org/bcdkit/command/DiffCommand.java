package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.Difference;
import org.bcdkit.edit.StoreDiff;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.ValueDifference;
import org.bcdkit.firmware.FirmwareValueText;
import org.bcdkit.store.BcdStore;
import org.bcdkit.view.DifferenceJson;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.PlanText;

/** {@code bcd diff A B}: what is different between two stores. */
public final class DiffCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("A", "A boot store.").parameter("B", "Another one.").detailedExitCode().withoutStore("A and B are the stores.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreLocation first = invocation.storeNamed(invocation.parameter(0));
        StoreLocation second = invocation.storeNamed(invocation.parameter(1));
        BcdStore before = read(invocation, first);
        BcdStore after = read(invocation, second);
        List<Difference> differences = StoreDiff.of(before, after);
        List<ValueDifference> values = StoreDiff.ofValues(before, after);
        boolean equal = differences.isEmpty() && values.isEmpty();
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.json().writeBooleanField("equal", equal);
                DifferenceJson.write(document.json(), differences, values, before, after);
            }
        } else if (equal) {
            invocation.out().print("The two stores hold the same.\n");
        } else {
            PlanText.print(invocation.out(), first.name() + " → " + second.name(), StoreDiff.changes(before, after, new FirmwareValueText()));
        }
        return (invocation.has(Syntax.DETAILED_EXIT_CODE) && !equal ? ExitCode.PENDING : ExitCode.DONE).code();
    }

    /** Only the store: in a large one the keys take more memory than the objects. */
    private static BcdStore read(Invocation invocation, StoreLocation location) throws IOException {
        StoreSnapshot snapshot = location.read();
        invocation.messages().findings(snapshot.findings());
        return snapshot.store();
    }
}
