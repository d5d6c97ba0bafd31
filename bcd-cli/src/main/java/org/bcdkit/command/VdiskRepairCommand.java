package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.check.ImageRepair;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ShellWord;

/** {@code bcd vdisk repair FILE}: makes a damaged VHD or VHDX whole where that can be done. */
public final class VdiskRepairCommand extends ChangeCommand {

    private static final String UNDO = "--undo";
    private static final String LEVEL = "--level";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A VHD or VHDX that nobody uses.")
                .choice(
                        LEVEL,
                        List.of(CheckLevel.FULL.word(), CheckLevel.DEEP.word()),
                        "What is looked at, as vdisk check has it: full; deep, the bitmap of every block too. Without it, full.")
                .flag(UNDO, "Take back what the last repair did.")
                .withoutStore("an image is repaired.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path path = invocation.existingFileToReread(0);
        return invocation.has(UNDO) ? undo(invocation, path) : repair(invocation, path);
    }

    private static Proposal undo(Invocation invocation, Path path) throws IOException {
        Optional<ImageRepair> undo = ImageRepair.planUndo(path);
        if (undo.isEmpty()) {
            throw new RequestException("Nothing is kept of a repair of " + path + ", so there is nothing to take back.");
        }
        Change change = new Change(Action.CHANGE, path.toString(), Optional.of("repaired"), Optional.of("as it was before"));
        return new Repair(invocation, path, "Take back the repair of " + path, undo.get(), List.of(change));
    }

    private static Proposal repair(Invocation invocation, Path path) throws IOException {
        boolean deep = invocation.value(LEVEL).orElse("").equals(CheckLevel.DEEP.word());
        ImageRepair repair = ImageRepair.plan(path, invocation.global().force(), deep ? CheckLevel.DEEP : CheckLevel.FULL);
        if (!repair.canBeUndone() && !invocation.global().yes() && !invocation.global().dryRun()) {
            throw new RequestException("The repair of " + path + " writes over more than is kept, so that it cannot be taken back. Look at it with --dry-run,"
                    + " and confirm it with --yes. Nothing was changed.");
        }
        return new Repair(invocation, path, "Repair " + path, repair, repair.changes());
    }

    private static final class Repair extends Proposal {
        private final Invocation invocation;
        private final Path path;
        private final ImageRepair repair;
        private final String undoCommand;

        Repair(Invocation invocation, Path path, String intent, ImageRepair repair, List<Change> changes) {
            super(intent, repair.findings(), changes);
            this.invocation = invocation;
            this.path = path;
            this.repair = repair;
            this.undoCommand = ShellWord.line(invocation.surroundings().program(), List.of("vdisk", "repair", UNDO, path.toString()));
        }

        @Override
        List<Path> written() {
            // What is written over is kept beside it.
            return List.of(path, path.toAbsolutePath().getParent());
        }

        @Override
        boolean tellsNotes() {
            return false;
        }

        @Override
        List<String> summary() {
            return repair.canBeUndone() ? List.of() : List.of("This cannot be taken back: it writes over more than is kept.");
        }

        @Override
        String nothingToDo() {
            return path + " is whole.";
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("image", JsonDocument.text(path.toString()));
            json.writeBooleanField("undoable", repair.canBeUndone());
        }

        @Override
        Outcome apply() throws IOException {
            Optional<FileTime> time = repair.keepsTime() ? Optional.of(Files.getLastModifiedTime(path)) : Optional.empty();
            Optional<Path> kept = repair.apply(invocation.surroundings().clock().instant());
            ChangedImage.keepTime(invocation, path, time);
            if (kept.isEmpty()) {
                return new Outcome(Optional.empty(), List.of());
            }
            String copy = kept.get().toString();
            return new Outcome(Optional.of(copy), List.of("What was written over is kept in " + copy + ". To go back: " + undoCommand));
        }
    }
}
