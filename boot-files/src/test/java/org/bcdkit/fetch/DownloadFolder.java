package org.bcdkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A folder that a file is fetched into. */
abstract class DownloadFolder {

    @TempDir
    Path folder;

    Path target() {
        return folder.resolve("w.vhdx");
    }

    void assertOnlyTheFile(byte[] content) {
        assertThat(target()).hasBinaryContent(content);
        assertThat(folder).isDirectoryNotContaining("glob:**.part*");
    }

    void assertNothing() {
        assertThat(folder).isEmptyDirectory();
    }
}
