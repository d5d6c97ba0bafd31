package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ObjectJson;
import org.bcdkit.view.ObjectText;

/** {@code bcd show OBJECT}: one object with its elements. */
public final class ShowCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("OBJECT", "A GUID, an alias such as {bootmgr} or {default}, or a description that only one object has.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreSnapshot snapshot = invocation.store().read();
        BcdObject object = ObjectArgument.find(invocation.parameter(0), snapshot);
        invocation.messages().findings(snapshot.findings());
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.store(snapshot.path());
                ObjectJson.writeFields(document.json(), object);
            }
        } else {
            ObjectText.print(invocation.out(), object);
        }
        return ExitCode.DONE.code();
    }
}
