package org.bcdkit.command;

import java.io.IOException;

/** A command that changes something: it finds out what it has to know and plans; everything else is in {@link Proposal}. */
abstract class ChangeCommand implements Command {

    /** Plans the change. Nothing is written here. */
    abstract Proposal propose(Invocation invocation) throws IOException;

    @Override
    public final int run(Invocation invocation) throws IOException {
        return propose(invocation).carryOut(invocation);
    }
}
