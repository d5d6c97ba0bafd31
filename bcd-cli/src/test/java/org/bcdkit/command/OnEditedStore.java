package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;
import static org.bcdkit.command.SampleStore.MORNING;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.bcdkit.cli.Bcd;

/** For tests of bcdedit's commands on the sample store. */
abstract class OnEditedStore extends OnSampleStore {

    static final String SUCCESS = "The operation completed successfully.\n";
    static final String ASSISTANCE = "Run \"bcdedit /?\" for command line assistance.\n";
    static final String INCORRECT = "The parameter is incorrect.\n";
    static final String CURRENT_NOTE = "note: A store in a file does not tell which entry a Windows was started from."
            + " For {current}, the default entry is taken: " + LOADER + ".\n";

    Bcd.Result edit(String... words) {
        return edit(new Bcd().at(MORNING), words);
    }

    Bcd.Result edit(Bcd bcd, String... words) {
        return bcd.call(Stream.concat(Stream.of("edit", "/store", store.toString()), Stream.of(words)).toArray(String[]::new));
    }

    void succeeds(String... words) {
        assertThat(edit(words)).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
    }

    /** Ends with 1, says that on standard error and leaves the store as it was. */
    void fails(String err, String... words) throws IOException {
        assertThat(edit(words)).isEqualTo(new Bcd.Result(1, "", err));
        assertThat(Files.readAllBytes(store)).isEqualTo(first);
    }
}
