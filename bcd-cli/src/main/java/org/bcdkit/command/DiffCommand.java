package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.Difference;
import org.bcdkit.edit.StoreDiff;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.ValueDifference;
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
        StoreSnapshot before = read(invocation, 0);
        StoreSnapshot after = read(invocation, 1);
        List<Difference> differences = StoreDiff.of(before.store(), after.store());
        List<ValueDifference> values = StoreDiff.ofValues(before.store(), after.store());
        boolean equal = differences.isEmpty() && values.isEmpty();
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.json().writeBooleanField("equal", equal);
                DifferenceJson.write(document.json(), differences, values, before.store(), after.store());
            }
        } else if (equal) {
            invocation.out().print("The two stores hold the same.\n");
        } else {
            PlanText.print(invocation.out(), before.path() + " → " + after.path(), StoreDiff.changes(before.store(), after.store()));
        }
        return (invocation.has(Syntax.DETAILED_EXIT_CODE) && !equal ? ExitCode.PENDING : ExitCode.DONE).code();
    }

    private static StoreSnapshot read(Invocation invocation, int parameter) throws IOException {
        StoreSnapshot snapshot = invocation.storeAt(invocation.path(parameter)).read();
        invocation.messages().findings(snapshot.findings());
        return snapshot;
    }
}
