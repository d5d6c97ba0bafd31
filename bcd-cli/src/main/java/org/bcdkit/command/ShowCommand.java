package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.InheritedElement;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ObjectJson;
import org.bcdkit.view.ObjectText;

/** {@code bcd show OBJECT [--resolved]}: one object with its elements. */
public final class ShowCommand implements Command {

    private static final String RESOLVED = "--resolved";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING)
                .flag(RESOLVED, "Also show what it inherits, and from which objects.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreSnapshot snapshot = invocation.store().read();
        BcdObject object = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
        List<InheritedElement> inherited =
                invocation.has(RESOLVED) ? InheritedElement.of(object, snapshot.store()) : List.of();
        invocation.messages().findings(snapshot.findings());
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.store(snapshot.name());
                ObjectJson.writeFields(document.json(), object);
                if (invocation.has(RESOLVED)) {
                    ObjectJson.writeInherited(document.json(), object, inherited);
                }
            }
        } else {
            ObjectText.print(invocation.out(), object, inherited);
        }
        return ExitCode.DONE.code();
    }
}
