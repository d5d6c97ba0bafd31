package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.view.BootMenu;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.MenuJson;
import org.bcdkit.view.MenuText;

/** {@code bcd list [--all]}: the boot menu. */
public final class ListCommand implements Command {

    private static final String ALL = "--all";

    @Override
    public void describe(Syntax syntax) {
        syntax.flag(ALL, "List every object of the store, not only the entries of the menu.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreSnapshot snapshot = invocation.store().read();
        invocation.messages().findings(snapshot.findings());
        BootMenu menu = invocation.has(ALL) ? BootMenu.ofEverything(snapshot.store()) : BootMenu.of(snapshot.store());
        for (String remark : menu.remarks()) {
            invocation.messages().warning(remark);
        }
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.store(snapshot.name());
                MenuJson.write(document.json(), menu);
            }
        } else {
            MenuText.print(invocation.out(), menu);
        }
        return ExitCode.DONE.code();
    }
}
