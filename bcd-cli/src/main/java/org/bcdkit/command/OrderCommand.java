package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/** {@code bcd order OBJECT...} and {@code bcd next OBJECT...}: the lists of the boot manager. */
public final class OrderCommand extends ChangeCommand {

    private static final String TOOLS = "--tools";

    private final ElementType list;

    private OrderCommand(ElementType list) {
        this.list = list;
    }

    /** For the boot menu, or with {@code --tools} for the tools menu. */
    public static OrderCommand menu() {
        return new OrderCommand(ElementType.DISPLAY_ORDER);
    }

    /** For the next start only. */
    public static OrderCommand next() {
        return new OrderCommand(ElementType.BOOT_SEQUENCE);
    }

    @Override
    public void describe(Syntax syntax) {
        syntax.parameters(ObjectArgument.VALUE, ObjectArgument.MEANING + " Without an option, these become the list.");
        ListEditOptions.describe(syntax);
        if (list.equals(ElementType.DISPLAY_ORDER)) {
            syntax.flag(TOOLS, "Change the tools menu, not the boot menu.");
        }
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        ListEdit edit = ListEditOptions.of(invocation);
        ElementType changed = invocation.has(TOOLS) ? ElementType.TOOLS_DISPLAY_ORDER : list;
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        NamedObjects objects = new NamedObjects(snapshot, invocation.messages());
        List<ObjectId> ids = new ArrayList<>();
        for (String object : invocation.parameters()) {
            // What is taken out of a list need not be there any more.
            ids.add(edit == ListEdit.REMOVE && ObjectId.parse(object).isPresent() ? objects.id(object) : objects.find(object).id());
        }
        String name = ElementCatalog.name(changed, Optional.of(ObjectType.BOOT_MANAGER));
        return new StoreEdit(
                invocation,
                location,
                StorePlanner.order(snapshot, WellKnown.BOOT_MANAGER, changed, edit, ids),
                "the " + name + " of {bootmgr} is so already.");
    }
}
