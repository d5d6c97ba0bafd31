package org.bcdkit.command;

import org.bcdkit.argument.RequestException;

/** What somebody has to confirm with {@code --yes}. */
final class Confirmation {

    private Confirmation() {}

    /**
     * That a volume is written to past the operating system.
     *
     * @param volume one that nobody has mounted
     * @throws RequestException when it is not confirmed
     */
    static void ofWritingTo(String volume, Invocation invocation) {
        if (!invocation.global().yes()) {
            throw new RequestException(
                    volume + " is in a disk that is written to directly, which nobody else may have in use. Confirm it with --yes. Nothing was written.");
        }
    }
}
