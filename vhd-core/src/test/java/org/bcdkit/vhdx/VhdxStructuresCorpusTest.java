package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.bcdkit.layout.StructImage;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.junit.jupiter.api.Test;

/** Single structures of real images. */
@CorpusTest
class VhdxStructuresCorpusTest {

    @Test
    void structuresAreReadAndTheirBytesAreKept() throws IOException {
        Set<String> read = new HashSet<>();
        for (DiskCorpus row : DiskCorpus.ofKind("vhdx-structure")) {
            byte[] bytes = Files.readAllBytes(row.path());
            String name = row.path().getFileName().toString();
            StructImage image =
                    switch (name) {
                        case "image_header.1" -> VhdxHeader.read(name, 0, bytes).image();
                        case "region_table_entry.1" -> RegionTable.ENTRY.read(name, 0, bytes);
                        case "metadata_table_header.1" -> MetadataTable.LAYOUT.read(name, 0, bytes);
                        case "metadata_table_entry.1" -> MetadataTable.ENTRY.read(name, 0, bytes);
                        case "parent_locator_header.1" -> VhdxParentLocator.LAYOUT.read(name, 0, bytes);
                        case "parent_locator_entry.1" -> VhdxParentLocator.ENTRY.read(name, 0, bytes);
                        default -> null; // only the start of a structure
                    };
            if (image != null) {
                assertThat(image.toArray()).as(name).isEqualTo(bytes);
                read.add(name);
            }
        }
        assertThat(read).hasSize(6);
    }
}
