package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreDiff;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdStore;
import org.bcdkit.view.JsonDocument;

/** {@code bcd undo}: the store as it was before the last change that bcd made. */
public final class UndoCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {}

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreFile file = invocation.store().file();
        Optional<KeptCopy> last = file.lastCopy();
        if (last.isEmpty()) {
            throw new RequestException("There is no kept copy of " + file.path() + ", so there is nothing to go back to.");
        }
        KeptCopy copy = last.get();
        Now now = Now.of(file);
        if (!copy.isFollowedBy(now.content()) && !invocation.global().force()) {
            throw new RequestException(file.path() + " is not what the last change made of it: something else has changed it since."
                    + " Going back to " + copy.file() + " would lose that as well. --force goes back all the same.");
        }
        // The one after the other, and of each only what is compared: in a large store the keys take more memory than the objects.
        StoreSnapshot before = invocation.storeAt(copy.file()).read();
        return new Undo(file, copy, now.content(), before.content(), changes(file, now, before));
    }

    /** What going back changes; when the store cannot be read, that it is replaced. */
    private static List<Change> changes(StoreFile file, Now now, StoreSnapshot before) {
        if (now.store().isEmpty()) {
            return replaced(file, before, "not readable: " + now.problem());
        }
        List<Change> changes = StoreDiff.changes(now.store().get(), before.store());
        return changes.isEmpty() ? replaced(file, before, "the same settings in other bytes") : changes;
    }

    /** What the file holds now: a store, or a reason why it is none. */
    private record Now(Fingerprint content, Optional<BcdStore> store, String problem) {

        static Now of(StoreFile file) throws IOException {
            Bytes content = file.content();
            try {
                return new Now(Fingerprint.of(content), Optional.of(file.read(content).store()), "");
            } catch (FormatException e) {
                return new Now(Fingerprint.of(content), Optional.empty(), e.getMessage());
            }
        }
    }

    private static List<Change> replaced(StoreFile file, StoreSnapshot before, String now) {
        return List.of(new Change(Action.CHANGE, file.path().toString(), Optional.of(now), Optional.of("the bytes of " + before.name())));
    }

    private static final class Undo extends Proposal {
        private final StoreFile file;
        private final KeptCopy copy;
        private final Fingerprint current;
        private final Fingerprint before;

        Undo(StoreFile file, KeptCopy copy, Fingerprint current, Fingerprint before, List<Change> changes) {
            super("Go back to " + copy.file(), List.of(), changes);
            this.file = file;
            this.copy = copy;
            this.current = current;
            this.before = before;
        }

        @Override
        Outcome apply() throws IOException {
            Path takenBack = file.undo(copy, current, before);
            return new Outcome(Optional.of(takenBack), List.of("What was taken back is kept as " + takenBack + "."));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("restored", JsonDocument.text(copy.file().toString()));
        }
    }
}
