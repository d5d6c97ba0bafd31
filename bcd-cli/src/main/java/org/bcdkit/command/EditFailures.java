package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.bcdedit.EditException;
import org.bcdkit.bcdedit.EditMessage;
import org.bcdkit.bcdedit.EditMessage.Reason;
import org.bcdkit.cli.FailureText;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.StalePlanException;

/** Failures of ours in bcdedit's words. */
final class EditFailures {

    private EditFailures() {}

    /**
     * @param message what could not be done
     * @param failure why, for the reason that Windows would name and for our sentence
     */
    static EditException of(EditMessage message, Exception failure) {
        String detail = failure instanceof UsageException ? failure.getMessage() : FailureText.of(failure, "bcd edit");
        return message.because(reason(failure), detail);
    }

    private static Reason reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return Reason.FILE_NOT_FOUND;
        }
        if (failure instanceof AccessDeniedException) {
            return Reason.ACCESS_DENIED;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return Reason.EXISTS;
        }
        if (failure instanceof FormatException) {
            return Reason.CORRUPT;
        }
        if (failure instanceof StalePlanException) {
            return Reason.IN_USE;
        }
        // Among others a folder in the place of a file, which Windows does not let anyone open.
        return failure instanceof IOException ? Reason.ACCESS_DENIED : Reason.PARAMETER_INCORRECT;
    }
}
