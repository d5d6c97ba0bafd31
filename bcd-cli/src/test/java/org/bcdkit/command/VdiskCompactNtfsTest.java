package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.UnusedSpace;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bcd vdisk compact} takes from an NTFS volume whose free clusters are full of what was there once. */
class VdiskCompactNtfsTest {

    private static final int MIB = 1 << 20;
    private static final int SIZE = 62 * MIB;
    private static final String FREE_IS_GIVEN_BACK = "note: what NTFS has marked as free in partition 1 is given back too, and reads as zeros afterwards [VDK-03]\n";

    @TempDir
    private Path folder;

    private final byte[] content = Contents.mixed(6, 5 * MIB);
    /** The bytes of the volume before what was free in it was filled. */
    private byte[] volume;

    private NtfsBuilder builder(String... options) throws IOException {
        return new NtfsBuilder(folder, SIZE, options).file("/file.bin", content).folder("/System Volume Information");
    }

    private Path image(NtfsBuilder builder) throws IOException {
        return image(builder.build());
    }

    /** A VHD with that volume, its free clusters full of something. */
    private Path image(Path made) throws IOException {
        volume = Files.readAllBytes(made);
        UnusedSpace free = new UnusedSpace();
        NtfsFileSystem.open(MemoryStorage.of("volume", volume)).addFree(free, 0);
        byte[] filled = volume.clone();
        for (long at = 0; at < SIZE; at = Math.min(SIZE, free.startBehind(at))) {
            Arrays.fill(filled, (int) at, (int) Math.min(SIZE, free.endAt(at)), (byte) 0xa5);
        }
        return SampleImage.vhd(folder.resolve("w.vhd"), Files.write(folder.resolve("filled"), filled));
    }

    private static void write(Path image, long position, byte[] bytes) throws IOException {
        try (WritableDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openForWriting(image)) {
            disk.contents().write(position, ByteBuffer.wrap(bytes));
        }
    }

    private static byte[] disk(Path image) throws IOException {
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            return disk.contents().read(0, (int) disk.virtualSize());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void givesBackWhatIsFreeAndKeepsWhatBelongsToFiles(int cluster) throws IOException {
        Path image = image(builder("-c", Integer.toString(cluster)));
        long before = Files.size(image);
        Bcd.Result result = Bcd.run("vdisk", "compact", image.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEqualTo(FREE_IS_GIVEN_BACK);
        assertThat(Files.size(image)).isLessThan(before - 40L * MIB);
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            NtfsFileSystem ntfs = NtfsFileSystem.open(disk.contents().slice("volume", MIB, SIZE));
            FileEntry file = FilePath.parse("file.bin").find(ntfs).orElseThrow();
            assertThat(ntfs.open(file).read(0, content.length)).isEqualTo(content);
        }
        byte[] now = Arrays.copyOfRange(disk(image), MIB, MIB + SIZE);
        UnusedSpace free = new UnusedSpace();
        NtfsFileSystem.open(MemoryStorage.of("volume", volume)).addFree(free, 0);
        for (int at = 0; at < SIZE; at = (int) Math.max(free.endAt(at), Math.min(SIZE, at + 512))) {
            if (free.endAt(at) == at) {
                assertThat(Arrays.mismatch(now, at, at + 512, volume, at, at + 512)).as("sector at " + at).isEqualTo(-1);
            }
        }
        Files.write(folder.resolve("now"), now);
        IndependentTool.Outcome looked = IndependentTool.run(IndependentTool.require("ntfsfix", "ntfs-3g"), "-n", folder.resolve("now").toString());
        assertThat(looked.exitCode()).as(looked.text()).isZero();
    }

    private void assertKept(Path image, String why) throws IOException {
        byte[] before = disk(image);
        Bcd.Result result = Bcd.run("vdisk", "compact", image.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEqualTo(why);
        assertThat(Arrays.mismatch(disk(image), before)).isEqualTo(-1);
    }

    private static String notClosed(String how) {
        return "note: partition 1 was not closed cleanly (" + how + "), so what it has marked as free is kept [VDK-03]\n";
    }

    @Test
    void keepsWhatIsFreeInADirtyVolume() throws IOException {
        Path made = builder().build();
        assertThat(IndependentTool.run(IndependentTool.require("ntfsfix", "ntfs-3g"), made.toString()).exitCode()).isZero();
        assertKept(image(made), notClosed("dirty"));
    }

    @Test
    void keepsWhatIsFreeInAHibernatedVolume() throws IOException {
        byte[] hibernated = Arrays.copyOf("hibr".getBytes(StandardCharsets.US_ASCII), 100_000);
        assertKept(image(builder().file("/hiberfil.sys", hibernated)), notClosed("hibernated"));
    }

    @Test
    void keepsWhatIsFreeInAVolumeWithShadowCopies() throws IOException {
        String copy = "/System Volume Information/{5bd9fd14-0a9d-11ee-8f2a-0800270c9a66}{3808876b-c176-4e48-b7ae-04046e6cc752}";
        assertKept(image(builder().file(copy, new byte[10])), "note: partition 1 has shadow copies, so what it has marked as free is kept [VDK-03]\n");
    }

    /** Another file system may have been made in the volume, whose start and end are as NTFS left them. */
    @Test
    void keepsWhatIsFreeWhereOnlyTheBackupSaysThatItIsNtfs() throws IOException {
        Path image = image(builder());
        write(image, MIB, new byte[512]);
        assertKept(
                image,
                "note: partition 1 cannot be read, so all of it but zeros is kept: partition 1 of the disk in " + image + ": NTFS boot sector at 0x0: it is"
                        + " damaged, so what the volume has marked as free may belong to something else [VDK-03]\n");
    }

    @Test
    void keepsAllOfAVolumeThatIsEncrypted() throws IOException {
        Path image = image(builder());
        byte[] sector = Arrays.copyOf(volume, 512);
        System.arraycopy("-FVE-FS-".getBytes(StandardCharsets.US_ASCII), 0, sector, 3, 8);
        write(image, MIB, sector);
        assertKept(image, "");
    }

    /** RAID of Linux, ZFS and others leave the first sector as it was. */
    @ParameterizedTest
    @CsvSource({"0xfd, 0xfd", "0x83, 'Linux'"})
    void keepsWhatIsFreeInAPartitionOfAnotherType(String type, String name) throws IOException {
        Path image = image(builder());
        write(image, 0x1be + 4, new byte[] {(byte) Integer.decode(type).intValue()});
        assertKept(
                image,
                "note: partition 1 starts as NTFS does, but its type (" + name + ") is not that of an NTFS volume, so what seems to be free is kept [VDK-03]\n");
    }
}
