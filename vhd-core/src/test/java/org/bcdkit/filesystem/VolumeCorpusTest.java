package org.bcdkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real images hold. */
@CorpusTest
class VolumeCorpusTest {

    private static final int LARGEST_COPY = 40 << 20;

    @TempDir
    private static Path unpacked;

    @TempDir
    private Path folder;

    static List<DiskCorpus> all() throws IOException {
        List<DiskCorpus> all = new ArrayList<>();
        for (String kind : List.of("image", "vhd", "vhdx")) {
            all.addAll(DiskCorpus.ofKind(kind));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void knowsWhatARealImageHoldsAsBlkidDoes(DiskCorpus row) throws IOException {
        if (row.features().equals("qcow2")) {
            assertThatThrownBy(() -> DiskImages.inFiles(VolumeMap.EMPTY).openAny(row.unpack(unpacked)))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("QCOW2");
            return;
        }
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openAny(row.unpack(unpacked))) {
            List<Volume> volumes = Volume.of(disk.contents(), PartitionTables.read(disk.contents(), disk.sectorSize()));
            assertThat(volumes).isNotEmpty();
            for (Volume volume : volumes) {
                String kind = volume.kind().map(VolumeKind::word).orElse("");
                if (row.features().contains("LDM")) {
                    assertThat(kind).isEqualTo("ldm");
                } else if (!isExtended(volume)) {
                    assertThat(kind).as("volume %d", volume.number()).isEqualTo(blkid(volume.contents()));
                }
            }
        }
    }

    private static boolean isExtended(Volume volume) {
        return volume.partition().isPresent() && volume.partition().get().type() instanceof PartitionType.Mbr mbr && mbr.isExtended();
    }

    /** What blkid says of a volume, in our words. */
    private String blkid(Storage volume) throws IOException {
        Path copy = Files.write(folder.resolve("copy"), volume.read(0, (int) Math.min(LARGEST_COPY, volume.size())));
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("blkid", "util-linux"), "-p", "-o", "export", copy.toString());
        String type = find(outcome.text(), "TYPE");
        return type.equals("vfat") ? find(outcome.text(), "VERSION").toLowerCase() : type.toLowerCase();
    }

    private static String find(String lines, String name) {
        return lines.lines().filter(line -> line.startsWith(name + "=")).map(line -> line.substring(name.length() + 1)).findFirst().orElse("");
    }
}
