package org.bcdkit.disk;

import java.io.IOException;
import java.util.List;

/** A differencing disk cannot be read because of its parents: one is missing, is another disk, or cannot be read itself. */
public final class ChainException extends IOException {

    private static final long serialVersionUID = 1;

    private final VirtualDiskStatus status;
    private final String child;
    private final List<String> tried;

    /**
     * @param child the differencing disk whose parent is the problem
     * @param tried where the parent was looked for, as a user would read it
     * @param problem what is wrong, in words that follow the child's name
     */
    public ChainException(VirtualDiskStatus status, String child, List<String> tried, String problem) {
        this(status, child, tried, problem, null);
    }

    ChainException(VirtualDiskStatus status, String child, List<String> tried, String problem, IOException cause) {
        super(problem, cause);
        this.status = status;
        this.child = child;
        this.tried = List.copyOf(tried);
    }

    /** What Windows calls this problem. */
    public VirtualDiskStatus status() {
        return status;
    }

    /** The differencing disk whose parent is the problem. */
    public String child() {
        return child;
    }

    /** Where the parent was looked for. */
    public List<String> tried() {
        return tried;
    }

    /** What is wrong, without the child's name. */
    public String problem() {
        return super.getMessage();
    }

    @Override
    public String getMessage() {
        return child + ": " + problem();
    }
}
