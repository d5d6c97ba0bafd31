package org.bcdkit.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.fetch.FetchPlan;
import org.bcdkit.fetch.FetchProgress;
import org.bcdkit.fetch.Fetched;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;

/** What is said of fetching a file: before, on the way and afterwards. */
public final class FetchText implements FetchProgress {

    private final ProgressLine progress;
    private final Messages messages;

    /** Shows how far it came in {@code progress}, and what goes wrong on the way in {@code messages}. */
    public FetchText(ProgressLine progress, Messages messages) {
        this.progress = progress;
        this.messages = messages;
    }

    @Override
    public void moved(long done, OptionalLong size) {
        progress.reached(done, size.orElse(0));
    }

    @Override
    public void troubled(String sentence) {
        // The line on a terminal goes, and comes back with the next bytes.
        progress.close();
        messages.note(sentence);
    }

    /** What fetching changes, for the preview: nothing when the file is there. */
    public static List<Change> changes(FetchPlan plan) {
        if (plan.done()) {
            return List.of();
        }
        String size = plan.size().isPresent() ? "a file of " + ByteSize.format(plan.size().getAsLong()) : "a file of unknown size";
        String there = plan.there() == 0 ? "" : ", of which " + ByteSize.format(plan.there()) + " are there";
        return List.of(new Change(Action.ADD, plan.request().target().toString(), Optional.empty(), Optional.of(size + there)));
    }

    /** What was fetched: sentences. */
    public static List<String> remarks(FetchPlan plan, Fetched file) {
        return List.of(
                "Fetched " + file.file() + ", " + ByteSize.format(file.size()) + "; to go back, delete it.",
                "Its SHA-256 is " + file.checksum() + (plan.request().checksum().isPresent() ? ", as named." : "."));
    }
}
