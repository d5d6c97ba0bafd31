package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.FooterAt;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that readers get wrong, from the file to what is in them. */
class OddImagesTest extends ChainFixture {

    @Test
    void aFixedVhdIsAsLongAsItsDiskAndAFooter() throws IOException {
        long size = 2L << 30;
        byte[] footer = VhdBuilder.fixed(new byte[512]).footer(40, 8, size).footer(48, 8, size).footer();
        Storage file = new FooterAt(size, footer, new byte[0]);
        assertThat(file.size()).isEqualTo(2_147_484_160L);
        try (VirtualDisk disk = DiskImages.open(file)) {
            assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
            assertThat(disk.virtualSize()).isEqualTo(size);
            assertThat(disk.remarks()).isEmpty();
            assertThat(disk.contents().size()).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "W2ru, UTF-16LE, .\\base.vhd",
        "W2ku, UTF-16LE, Q:\\disks\\base.vhd",
        "W2ku, UTF-16LE, \\\\?\\Volume{11111111-2222-3333-4444-555555555555}\\base.vhd",
        "Wi2r, US-ASCII, .\\base.vhd",
        "Wi2k, US-ASCII, Q:\\disks\\base.vhd",
        "MacX, UTF-8, file://./base.vhd"
    })
    void everyKindOfParentLocatorLeadsToTheParent(String code, String charset, String path) throws IOException {
        Path base = write("base.vhd", base());
        Files.createDirectories(folder.resolve("drive/disks"));
        Files.copy(base, folder.resolve("drive/disks/base.vhd"));
        VolumeMap volumes = VolumeMap.EMPTY.with("Q:", folder.resolve("drive")).with("Volume{11111111-2222-3333-4444-555555555555}", folder);
        Path child = write("child.vhd", child(CHILD_ID, BASE_ID).locator(code, path.getBytes(charset)).build());
        readsBase(DiskImages.inFiles(volumes).open(child));
        Files.delete(path.contains("disks") ? folder.resolve("drive/disks/base.vhd") : base);
        assertThatThrownBy(() -> DiskImages.inFiles(volumes).open(child)).isInstanceOf(ChainException.class);
    }

    @Test
    void readsFilesOnADiskOf4096ByteSectors() throws IOException {
        byte[] content = new byte[300_001];
        new Random(4).nextBytes(content);
        long start = MIB;
        long length = 8L * MIB;
        byte[] ntfs = Files.readAllBytes(new NtfsBuilder(folder, length, "-s", "4096").folder("/Windows").file("/Windows/big.bin", content).build());
        long size = 12L * MIB;
        UUID id = UUID.fromString("c0000000-0000-4000-8000-000000000000");
        Partition windows = Partition.gpt(1, PartitionType.Gpt.BASIC_DATA, id, new UUID(1, 1), start, length, "Windows", 0);
        List<Extent> extents = new ArrayList<>(GptWriter.write(id, size, 4096, List.of(windows)));
        extents.add(1, new Extent(start, Bytes.of(ntfs)));
        extents.sort((a, b) -> Long.compare(a.position(), b.position()));
        Path file = folder.resolve("4096.vhdx");
        NewImageFile.createVhdx(file, new NewDisk(DiskKind.DYNAMIC, size, MIB, 4096, extents), VhdxIdentity.random());
        try (VirtualDisk disk = IMAGES.open(file)) {
            assertThat(disk.sectorSize()).isEqualTo(4096);
            Storage header = disk.contents();
            assertThat(new String(header.read(4096, 8), StandardCharsets.US_ASCII)).isEqualTo("EFI PART");
            PartitionTable table = PartitionTables.read(disk.contents(), disk.sectorSize());
            assertThat(table.remarks()).isEmpty();
            FileSystem volume = Volume.of(disk.contents(), table).get(0).open();
            Storage read = volume.open(FilePath.parse("windows/BIG.bin").find(volume).orElseThrow());
            assertThat(read.read(0, (int) read.size())).isEqualTo(content);
        }
    }
}
