package org.bcdkit.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.fat.FatFormat;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.NewPartition;
import org.bcdkit.partition.PartitionAddition;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.WritableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskVolumeTest {

    private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH.plusSeconds(1L << 30), ZoneOffset.UTC);
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    /** Between the question whether to go on and the answer there may be hours. */
    @Test
    void aVolumeIsNotMadeWhereSomebodyPutAPartitionSince() throws IOException {
        Path file = Files.write(folder.resolve("disk"), new byte[64 * MIB]);
        try (WritableFile disk = WritableFile.open(file)) {
            for (Extent extent : GptWriter.write(ID, disk.size(), 512, List.of())) {
                disk.write(extent.position(), ByteBuffer.wrap(extent.bytes().toArray()));
            }
        }
        PartitionAddition addition;
        PreparedSteps steps;
        try (VirtualDisk disk = IMAGES.openAny(file)) {
            addition = PartitionAddition.plan(disk.contents(), 512, NewPartition.efiSystem(48 * MIB, UUID.randomUUID()));
            FatFormat format = FatFormat.of(48L * MIB, 512).orElseThrow();
            steps = DiskVolume.create(IMAGES, file, disk.contents(), addition, format, 1, CLOCK).prepare(List.of());
        }
        try (WritableFile disk = WritableFile.open(file)) {
            PartitionAddition.plan(disk, 512, NewPartition.efiSystem(48 * MIB, UUID.randomUUID())).apply(disk);
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> steps.apply(step -> {})).isExactlyInstanceOf(StalePlanException.class).hasMessageContaining("Nothing was changed.");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
