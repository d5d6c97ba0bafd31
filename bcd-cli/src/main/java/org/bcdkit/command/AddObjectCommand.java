package org.bcdkit.command;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.argument.NewObjectArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** {@code bcd add object [IDENTIFIER]}: a new object, which gets its elements with {@code bcd set}. */
public final class AddObjectCommand extends ChangeCommand {

    private static final String DASH = "--";
    private static final String APPLICATION = "--application";
    private static final String INHERIT = "--inherit";
    private static final String DEVICE = "--device";
    private static final String NAME = "--name";

    @Override
    public void describe(Syntax syntax) {
        syntax.optionalParameter(
                        "IDENTIFIER",
                        "A GUID, or the alias of a well-known object, such as {ramdiskoptions}, which needs none of the options; without it, a fresh GUID.")
                .choice(APPLICATION, NewObjectArgument.applications(), "Make an application of that type.")
                .optionalChoice(
                        INHERIT,
                        NewObjectArgument.heirs(),
                        "Make an object whose elements others of that type can inherit, or without a type all others.")
                .flag(DEVICE, "Make an object with additional options of a device, such as a RAM disk.")
                .option(NAME, "TEXT", "Its title.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Optional<String> given = invocation.optionalParameter(0);
        Optional<ObjectType> type = new NewObjectArgument(
                        given,
                        invocation.has(APPLICATION) ? NewObjectArgument.application(invocation.requiredValue(APPLICATION)) : Optional.empty(),
                        invocation.has(INHERIT) ? NewObjectArgument.heir(invocation.requiredValue(INHERIT)) : Optional.empty(),
                        invocation.has(DEVICE))
                .type(DASH);
        Optional<String> title = invocation.value(NAME);
        if (title.isPresent()) {
            TitleArgument.parse(NAME, title.get());
        }
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        ObjectId id = given.isPresent()
                ? new NamedObjects(snapshot, invocation.messages()).id(given.get())
                : ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), new Random());
        ObjectType made = type.isPresent() ? type.get() : ObjectCatalog.find(id).orElseThrow().type();
        return new NewObject(invocation, location, StorePlanner.create(snapshot, id, made, title), id);
    }
}
