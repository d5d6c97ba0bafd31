package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;

/** An image that a command plans to make. */
interface ComingImage {

    /** The file that there will be. */
    Path target();

    /** What is done, for the heading of the preview. */
    String intent();

    /** What an entry for it is called when nobody says it. */
    String title();

    /** What its disk will hold, in bytes; absent when this is not known yet. */
    OptionalLong virtualSize();

    /** What stands against it, and what is worth knowing. */
    List<Finding> findings();

    /** What making it does; empty when it is there already. */
    List<Change> changes();

    /** Makes it; when that fails there is none. Gives sentences to report. */
    List<String> make(StepLines steps) throws IOException;
}
