package org.bcdkit.command;

import java.io.Closeable;
import org.bcdkit.deploy.Steps;
import org.bcdkit.view.ProgressLine;

/** Shows how far each step of long work has come, one behind the other. */
final class StepLines implements Steps, Closeable {

    private final Invocation invocation;
    private ProgressLine line;

    StepLines(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ProgressLine begin(String title) {
        close();
        invocation.messages().detail(title + ".");
        line = invocation.progress(title);
        return line;
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
    }
}
