package org.bcdkit.storage;

/** A folder is where a file was named: the machine would refuse to read it, and somebody named the wrong thing. */
public final class FolderException extends HostException {

    private static final long serialVersionUID = 1;

    /**
     * @param problem which folder, and what is expected in its place
     * @param remedy what to name instead
     */
    public FolderException(String problem, String remedy) {
        super(problem, remedy);
    }
}
