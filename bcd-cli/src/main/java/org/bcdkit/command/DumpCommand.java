package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.StoreJson;

/** {@code bcd dump}: the whole store as JSON, with or without {@code --json}. */
public final class DumpCommand implements Command {

    @Override
    public void describe(Syntax syntax) {}

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreSnapshot snapshot = invocation.store().read();
        invocation.messages().findings(snapshot.findings());
        try (JsonDocument document = new JsonDocument(invocation.out())) {
            StoreJson.write(document, snapshot);
        }
        return ExitCode.DONE.code();
    }
}
