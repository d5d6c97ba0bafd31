package org.bcdkit.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.WellKnown;
import org.bcdkit.view.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedObjectsTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private NamedObjects objects() throws IOException {
        StoreSnapshot snapshot = new StoreFile(SampleStore.in(folder), Clock.fixed(SampleStore.MORNING, ZoneOffset.UTC)).read();
        return new NamedObjects(snapshot, new Messages(new PrintStream(err, true, UTF_8), () -> false, false, false));
    }

    @Test
    void saysOnceWhatIsTakenForTheCurrentEntry() throws IOException {
        NamedObjects objects = objects();

        assertThat(objects.id("{current}")).isEqualTo(SampleStore.LOADER);
        assertThat(objects.find("{CURRENT}").id()).isEqualTo(SampleStore.LOADER);
        assertThat(objects.id("{current}")).isEqualTo(SampleStore.LOADER);
        assertThat(err.toString(UTF_8))
                .isEqualTo("note: A store in a file does not tell which entry a Windows was started from. For {current}, the default entry is taken:"
                        + " {11111111-0000-11ef-8000-010203040506}.\n");
    }

    @Test
    void saysNothingOfObjectsThatAreMeant() throws IOException {
        NamedObjects objects = objects();

        assertThat(objects.id("{fwbootmgr}")).isEqualTo(WellKnown.FIRMWARE_BOOT_MANAGER);
        assertThat(objects.find("{default}").id()).isEqualTo(SampleStore.LOADER);
        assertThat(err.toString(UTF_8)).isEmpty();
    }
}
