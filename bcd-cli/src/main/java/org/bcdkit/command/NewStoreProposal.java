package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdStore;

/** A store that is to be written to a file that does not exist yet. */
abstract class NewStoreProposal extends Proposal {

    private final Path path;

    /** @param what what the file will be, for the preview */
    NewStoreProposal(String intent, List<Finding> findings, Path path, String what) {
        super(intent, findings, List.of(new Change(Action.ADD, path.toString(), Optional.empty(), Optional.of(what))));
        this.path = path;
    }

    /** {@code what} and how much is in it. */
    static String sized(String what, BcdStore store) {
        int count = store.objects().size();
        return what + " with " + count + (count == 1 ? " object" : " objects");
    }

    /** Writes the store. */
    abstract void create() throws IOException;

    @Override
    final Outcome apply() throws IOException {
        create();
        return new Outcome(Optional.empty(), List.of("Made " + path + "; to go back, delete it."));
    }
}
