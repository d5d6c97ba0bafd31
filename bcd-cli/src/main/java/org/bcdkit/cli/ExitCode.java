package org.bcdkit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.FolderException;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.PartlyAppliedException;

/** How the program ends: the one table of exit codes, from which their reference page is made. */
public enum ExitCode {
    DONE(0, "done, or nothing to do"),
    BUG(1, "a bug in this program"),
    USAGE(2, "the command line is wrong"),
    REFUSED(3, "cannot be done as asked: not found, ambiguous, refused by a rule, not confirmed"),
    INPUT(4, "input malformed or unsupported"),
    MACHINE(5, "the machine refused: permission, in use, read or write error, plan stale"),
    PARTIAL(6, "applied in part; the report says what was done"),
    PENDING(10, "with `--detailed-exit-code`: changes are pending");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /** The code that a failure ends with. */
    public static ExitCode of(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return of(unchecked.getCause());
        }
        if (failure instanceof UsageException || failure instanceof InvalidPathException) {
            return USAGE;
        }
        if (failure instanceof RequestException || failure instanceof NoSuchFileException || failure instanceof FolderException) {
            return REFUSED;
        }
        if (failure instanceof ChainException chain) {
            return of(chain);
        }
        if (failure instanceof FormatException) {
            return INPUT;
        }
        if (failure instanceof PartlyAppliedException) {
            return PARTIAL;
        }
        // HostException, FileSystemException, a stale plan, and whatever else reading and writing can meet.
        return failure instanceof IOException || failure instanceof OutOfMemoryError ? MACHINE : BUG;
    }

    private static ExitCode of(ChainException chain) {
        if (chain.status() == VirtualDiskStatus.PARENT_NOT_FOUND) {
            return REFUSED;
        }
        return chain.getCause() == null ? INPUT : of(chain.getCause());
    }
}
