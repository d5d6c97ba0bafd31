package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.host.Host;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;

/** The store on one system partition is to be this machine's own where several could be. */
final class SystemStoreChoice extends Proposal {

    private final Host host;
    private final Path partition;

    /** @param partition the folder that the partition is mounted at */
    SystemStoreChoice(Host host, Path partition) {
        super(
                "Choose this machine's boot store",
                List.of(),
                List.of(new Change(Action.ADD, "boot store of this machine", Optional.empty(), Optional.of("the one on " + partition))));
        this.host = host;
        this.partition = partition;
    }

    @Override
    Outcome apply() throws IOException {
        host.chooseSystemStore(partition);
        return new Outcome(Optional.empty(), List.of("This counts until the machine is started anew, where several boot stores are mounted."));
    }
}
