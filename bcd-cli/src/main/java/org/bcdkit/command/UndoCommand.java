package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreChange;
import org.bcdkit.edit.StoreDiff;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.firmware.FirmwareValueText;
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
        StoreLocation location = invocation.store();
        Optional<KeptCopy> last = location.lastCopy();
        if (last.isEmpty()) {
            throw new RequestException("There is no kept copy of " + location.name() + ", so there is nothing to go back to.");
        }
        KeptCopy copy = last.get();
        Now now = Now.of(location);
        if (!copy.isFollowedBy(now.content()) && !invocation.global().force()) {
            throw new RequestException(location.name() + " is not what the last change made of it: something else has changed it since."
                    + " Going back to " + location.name(copy) + " would lose that as well. --force goes back all the same.");
        }
        // The one after the other, and of each only what is compared: in a large store the keys take more memory than the objects.
        StoreSnapshot before = location.read(copy);
        StoreChange change = location.undo(copy, now.content(), before.content());
        return new Undo(invocation, location, copy, changes(location, now, before), change);
    }

    /** What going back changes; when the store cannot be read, that it is replaced. */
    private static List<Change> changes(StoreLocation location, Now now, StoreSnapshot before) {
        if (now.store().isEmpty()) {
            return replaced(location, before, "not readable: " + now.problem());
        }
        List<Change> changes = StoreDiff.changes(now.store().get(), before.store(), new FirmwareValueText());
        return changes.isEmpty() ? replaced(location, before, "the same settings in other bytes") : changes;
    }

    /** What the file holds now: a store, or a reason why it is none. */
    private record Now(Fingerprint content, Optional<BcdStore> store, String problem) {

        static Now of(StoreLocation location) throws IOException {
            Bytes content = location.content();
            try {
                return new Now(Fingerprint.of(content), Optional.of(location.read(content).store()), "");
            } catch (FormatException e) {
                return new Now(Fingerprint.of(content), Optional.empty(), e.getMessage());
            }
        }
    }

    private static List<Change> replaced(StoreLocation location, StoreSnapshot before, String now) {
        return List.of(new Change(Action.CHANGE, location.name(), Optional.of(now), Optional.of("the bytes of " + before.name())));
    }

    private static final class Undo extends StoreProposal {
        private final String restored;

        Undo(Invocation invocation, StoreLocation location, KeptCopy copy, List<Change> changes, StoreChange change) {
            super(invocation, location, "Go back to " + location.name(copy), List.of(), changes, Optional.of(change));
            this.restored = location.name(copy);
        }

        @Override
        List<String> kept(String copy) {
            return List.of("What was taken back is kept as " + copy + ".");
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("restored", JsonDocument.text(restored));
        }
    }
}
