package org.bcdkit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.HostException;

/** The words for a failure: what went wrong, and what can be done about it. */
public final class FailureText {

    private static final String NO_UTF_8 = "\nIts name is not in UTF-8, the only one that is understood here: give it another name, or make a link to it.";

    private FailureText() {}

    /** @param program the command as it was called, for advice */
    public static String of(Throwable failure, String program) {
        if (failure instanceof UncheckedIOException unchecked) {
            return of(unchecked.getCause(), program);
        }
        if (failure instanceof UsageException) {
            return failure.getMessage() + "\n\"" + program + " --help\" shows what can be given.";
        }
        if (failure instanceof InvalidPathException path) {
            return "\"" + path.getInput() + "\" cannot be a file name here: " + path.getReason() + ".";
        }
        if (failure instanceof RequestException) {
            return failure.getMessage();
        }
        if (failure instanceof IOException io) {
            return of(io);
        }
        if (failure instanceof OutOfMemoryError) {
            return "There is not enough memory for this.\nIn the environment of bcd, BCD_JAVA_OPTS=-Xmx4g for instance lets it take more.";
        }
        return failure + "\nThis is a bug in bcd. Please report it, with what the same command prints with --debug.";
    }

    /** Whether there are signs in the name that stand for bytes which are no text. */
    private static boolean isMangled(String file) {
        return file.indexOf('\ufffd') >= 0;
    }

    private static String remedy(VirtualDiskStatus status) {
        if (status == VirtualDiskStatus.PARENT_NOT_FOUND) {
            return "\nPut the parent back where it was, name the folder of its drive with --map, or say with bcd vdisk reparent where it is.";
        }
        return status == VirtualDiskStatus.PARENT_ID_MISMATCH
                ? "\nPut the parent back as it was when the link was made. When it holds the same all the same, bcd vdisk reparent --force takes it as it is;"
                        + " bcd vdisk reset does too, and gives up what was written to the child."
                : "";
    }

    private static String of(IOException failure) {
        if (failure instanceof HostException host) {
            return host.remedy().isEmpty() ? host.getMessage() : host.getMessage() + "\n" + host.remedy();
        }
        if (failure instanceof ChainException chain) {
            return chain.getMessage() + remedy(chain.status());
        }
        if (failure instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " exists already, and was left alone.";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file." + (isMangled(missing.getFile()) ? NO_UTF_8 : "");
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied.\nRun bcd as a user who may read and write it, for instance with sudo.";
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + file.getClass().getSimpleName();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
