package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {

    private static final String WRITE = "bcdkit.writeReference";

    @TempDir
    private Path folder;

    private String asked;

    @BeforeEach
    void askForNothing() {
        asked = System.clearProperty(WRITE);
    }

    @AfterEach
    void askAgain() {
        if (asked == null) {
            System.clearProperty(WRITE);
        } else {
            System.setProperty(WRITE, asked);
        }
    }

    @Test
    void acceptsThePageThatTheCodeGives() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "one\ntwo\n");

        ReferencePage.check(page, "one\ntwo\n");

        assertThat(page).hasContent("one\ntwo\n");
    }

    @Test
    void namesTheFirstLineThatIsDifferent() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "one\ntwo\n");

        assertThatThrownBy(() -> ReferencePage.check(page, "one\n2\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("The reference page " + page
                        + " is not what the code gives: line 2 is \"two\", expected \"2\"; run this test with -Dbcdkit.writeReference=true to write it");
        assertThat(page).hasContent("one\ntwo\n");
    }

    @Test
    void refusesAPageThatIsNotThere() {
        Path page = folder.resolve("page.md");

        assertThatThrownBy(() -> ReferencePage.check(page, "one\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("line 1 is missing, expected \"one\"");
        assertThat(page).doesNotExist();
    }

    @Test
    void writesThePageWhenAsked() throws IOException {
        Path page = folder.resolve("new/page.md");
        System.setProperty(WRITE, "true");

        ReferencePage.check(page, "one\n");

        assertThat(page).hasContent("one\n");
    }
}
