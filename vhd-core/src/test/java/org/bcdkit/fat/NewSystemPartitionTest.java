package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.fat.WrittenFat.CLOCK;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.Extent;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.NewPartition;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionAddition;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a disk without a system partition to one with boot files on it, without a mount. */
class NewSystemPartitionTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"gpt,100", "gpt,300", "mbr,100", "gpt,20"})
    void aDiskGetsASystemPartitionWithBootFiles(String style, long mebibytes) throws IOException {
        boolean gpt = style.equals("gpt");
        SparseDisk disk = new SparseDisk(500 * MIB);
        List<Extent> empty = gpt ? GptWriter.write(new UUID(1, 2), disk.size(), 512, List.of()) : List.of(MbrWriter.write(7, 512, List.of()));
        for (Extent extent : empty) {
            disk.write(extent.position(), ByteBuffer.wrap(extent.bytes().toArray()));
        }
        long size = mebibytes * MIB;
        PartitionAddition addition =
                PartitionAddition.plan(disk, 512, gpt ? NewPartition.efiSystem(size, new UUID(3, 4)) : NewPartition.activeFat32(size));
        Partition partition = addition.partition().orElseThrow();
        WritableStorage volume = disk.writableSlice("partition 1", partition.start(), partition.length());
        byte[] loader = random(1, 1_500_000);

        // In memory first: whether all of it has room is known before the disk is touched.
        Overlay inMemory = new Overlay(volume);
        format(inMemory, partition);
        FatPlan plan = WrittenFat.plan(inMemory, file("EFI/Microsoft/Boot/bootmgfw.efi", loader), file("EFI/Boot/bootx64.efi", loader));
        assertThat(plan.isPossible()).isTrue();

        // What is in no partition yet is in nobody's way, so the table comes last.
        format(volume, partition);
        WrittenFat.apply(volume, plan);
        addition.apply(disk);

        Path image = disk.save(folder.resolve("disk"));
        assertThat(mtools("mtype", image + "@@1M", "::/EFI/Microsoft/Boot/bootmgfw.efi")).isEqualTo(Bytes.of(loader));
        assertThat(mtools("mtype", image + "@@1M", "::/EFI/Boot/bootx64.efi")).isEqualTo(Bytes.of(loader));
        Volume found = Volume.of(disk, PartitionTables.read(disk)).get(0);
        assertThat(found.open().kind()).isEqualTo(mebibytes == 20 ? "fat16" : "fat32");
        assertThat(found.open().label()).hasValue("SYSTEM");
        assertThat(FatGeometry.read(found.contents()).end()).isLessThanOrEqualTo(partition.length());
    }

    private static void format(WritableStorage volume, Partition partition) throws IOException {
        FatFormat format = FatFormat.of(partition.length(), 512).orElseThrow();
        FatFormatter.format(volume, format, Optional.of("SYSTEM"), 1, partition.start(), CLOCK);
    }

    private static Bytes mtools(String tool, String image, String path) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, "mtools"), "-i", image, path);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return Bytes.of(outcome.stdout());
    }
}
