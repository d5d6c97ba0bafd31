package org.bcdkit.command;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.argument.ValueArgument;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/** {@code bcd timeout SECONDS}: how long the boot menu waits. */
public final class TimeoutCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("SECONDS", "How long the boot menu waits before it starts the default entry; 0 shows no menu.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        String seconds = invocation.parameter(0);
        Element element = Element.of(ElementType.TIMEOUT, ValueArgument.number(ElementType.TIMEOUT, Optional.of(ObjectType.BOOT_MANAGER), seconds));
        return new StoreEdit(
                invocation, location, StorePlanner.set(snapshot, WellKnown.BOOT_MANAGER, element), "the boot menu waits that long already.");
    }
}
