package org.bcdkit.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.fat.FatFormat;
import org.bcdkit.filesystem.FilePath;
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

    private Path emptyDisk() throws IOException {
        Path file = Files.write(folder.resolve("disk"), new byte[64 * MIB]);
        try (WritableFile disk = WritableFile.open(file)) {
            for (Extent extent : GptWriter.write(ID, disk.size(), 512, List.of())) {
                disk.write(extent.position(), ByteBuffer.wrap(extent.bytes().toArray()));
            }
        }
        return file;
    }

    private static PreparedSteps prepared(Path file, List<VolumeStep> steps) throws IOException {
        try (VirtualDisk disk = IMAGES.openAny(file)) {
            PartitionAddition addition = PartitionAddition.plan(disk.contents(), 512, NewPartition.efiSystem(48 * MIB, UUID.randomUUID()));
            FatFormat format = FatFormat.of(48L * MIB, 512).orElseThrow();
            return DiskVolume.create(IMAGES, file, disk.contents(), addition, format, 1, CLOCK).prepare(steps);
        }
    }

    private static void addPartition(Path file) throws IOException {
        try (WritableFile disk = WritableFile.open(file)) {
            PartitionAddition.plan(disk, 512, NewPartition.efiSystem(48 * MIB, UUID.randomUUID())).apply(disk);
        }
    }

    /** Between the question whether to go on and the answer there may be hours. */
    @Test
    void aVolumeIsNotMadeWhereSomebodyPutAPartitionSince() throws IOException {
        Path file = emptyDisk();
        PreparedSteps steps = prepared(file, List.of());
        addPartition(file);
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> steps.apply(step -> {})).isExactlyInstanceOf(StalePlanException.class).hasMessageContaining("Nothing was changed.");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void saysThatAVolumeIsMadeAndItsPartitionIsNot() throws IOException {
        Path file = emptyDisk();
        VolumeStep step = new VolumeStep("make a folder", List.of(new VolumeChange.MakeFolder(FilePath.parse("EFI"))));
        List<String> told = new ArrayList<>();
        PreparedSteps steps = prepared(file, List.of(step));
        assertThatThrownBy(() -> steps.apply(new PreparedSteps.Progress() {
            @Override
            public void begun(VolumeStep begun) {
                told.add("begun: " + begun.title());
            }

            @Override
            public void done(VolumeStep done) {
                told.add("done: " + done.title());
                try {
                    addPartition(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        })).hasMessageStartingWith("its entry was not written to the partition table, or not all of it: ").hasCauseInstanceOf(StalePlanException.class);
        assertThat(told).containsExactly("begun: make a folder", "done: make a folder");
    }
}
