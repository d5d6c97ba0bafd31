package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.junit.jupiter.api.Test;

/** Single structures of real images. */
@CorpusTest
class VhdStructuresCorpusTest {

    @Test
    void checksumsAreRightAndBytesAreKept() throws IOException {
        int read = 0;
        for (DiskCorpus row : DiskCorpus.ofKind("vhd-structure")) {
            byte[] bytes = Files.readAllBytes(row.path());
            byte[] kept =
                    row.file().contains("footer") ? VhdFooter.read(row.file(), 0, bytes).toBytes() : VhdDynamicHeader.read(row.file(), 0, bytes).toBytes();
            assertThat(kept).as(row.file()).isEqualTo(bytes);
            read++;
        }
        assertThat(read).isEqualTo(2);
    }
}
