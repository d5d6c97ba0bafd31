package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.view.HistoryJson;
import org.bcdkit.view.HistoryText;
import org.bcdkit.view.JsonDocument;

/** {@code bcd history}: the copies that changes of a store left beside it. */
public final class HistoryCommand implements Command {

    @Override
    public void describe(Syntax syntax) {}

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreLocation store = invocation.store();
        List<KeptCopy> copies = store.copies();
        if (copies.isEmpty()) {
            // Fails with the name of the file when it is not there: that nothing changed it would be no answer to a misspelt name.
            store.content();
        }
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                HistoryJson.write(document.json(), store, copies);
            }
        } else if (copies.isEmpty()) {
            invocation.out().print("No copies are kept: nothing changed this store yet.\n");
        } else {
            HistoryText.print(invocation.out(), store, copies);
        }
        return ExitCode.DONE.code();
    }
}
