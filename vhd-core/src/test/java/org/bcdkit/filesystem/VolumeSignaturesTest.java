package org.bcdkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeSignaturesTest {

    @TempDir
    Path folder;

    private static Optional<VolumeKind> recognise(byte[] bytes) throws IOException {
        return FileSystems.recognise(MemoryStorage.of("volume", bytes));
    }

    private static byte[] at(int position, String text) {
        byte[] volume = new byte[200_000];
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, volume, position, bytes.length);
        return volume;
    }

    /** The kinds of which there are few real volumes to test with. */
    @ParameterizedTest
    @CsvSource({"3,-FVE-FS-,bitlocker", "3,'NTFS    ',ntfs", "3,'EXFAT   ',exfat", "0,'SPACEDB ',storage-spaces", "65600,_BHRfS_M,btrfs", "4086,SWAPSPACE2,swap",
        "536,LVM2 001,lvm", "32,NXSB,apfs", "32769,CD001,iso9660", "34817,NSR02,udf", "36865,NSR03,udf"})
    void knowsByItsMark(int position, String text, String word) throws IOException {
        byte[] volume = at(position, text);
        assertThat(recognise(volume).map(VolumeKind::word)).hasValue(word);
        assertThat(recognise(Arrays.copyOf(volume, Math.max(512, position + text.length())))).isPresent();
        volume[position + 1] ^= 1;
        assertThat(recognise(volume)).isEmpty();
    }

    @Test
    void knowsReFsAndLuksAndHfsPlus() throws IOException {
        assertThat(recognise(at(0, "\0\0\0ReFS\0\0\0\0\0\0\0\0\0FSRS"))).hasValue(VolumeKind.REFS);
        assertThat(recognise(at(0, "LUKS\u00ba\u00be\0\2"))).hasValue(VolumeKind.LUKS);
        assertThat(recognise(at(1024, "H+\0\4"))).hasValue(VolumeKind.HFS_PLUS);
    }

    @Test
    void aDiscWithBothDescriptorsIsUdf() throws IOException {
        byte[] volume = at(0x8001, "CD001");
        System.arraycopy("NSR03".getBytes(), 0, volume, 0x8001 + 3 * 2048, 5);
        assertThat(recognise(volume)).hasValue(VolumeKind.UDF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4967d63b-2e29-4ad8-8399-f6a339e3d001", "92a84d3b-dd80-4d0e-9e4e-b1e3284eaed8"})
    void bitLockerToGoIsNoFat(String identifier) throws IOException {
        byte[] volume = at(0, "\u00eb\u0058\u0090MSWIN4.1\0\2\10");
        LittleEndian.putU16(volume, 14, 32);
        volume[16] = 2;
        volume[21] = (byte) 0xF8;
        LittleEndian.putU32(volume, 32, 200_000);
        LittleEndian.putU32(volume, 36, 200);
        assertThat(recognise(volume)).hasValue(VolumeKind.FAT32);
        LittleEndian.putGuid(volume, 424, UUID.fromString(identifier));
        assertThat(recognise(volume)).hasValue(VolumeKind.BITLOCKER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 4096, 200_000})
    void zerosAreNothing(int length) throws IOException {
        assertThat(recognise(new byte[length])).isEmpty();
        assertThatThrownBy(() -> FileSystems.open(MemoryStorage.of("volume", new byte[length])))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("volume: volume at 0x0: no file system is known by what is here");
    }

    /** Made by the programs for it. */
    @ParameterizedTest
    @CsvSource({
        "ext2, mkfs.ext2, e2fsprogs, -q -F", "ext3, mkfs.ext3, e2fsprogs, -q -F", "ext4, mkfs.ext4, e2fsprogs, -q -F", "swap, mkswap, util-linux, -q",
        "exfat, mkfs.exfat, exfatprogs, -L x", "ntfs, mkntfs, ntfs-3g, -q -F -f -p 2048 -H 255 -S 63", "fat16, mkfs.fat, dosfstools, -F 16", "fat12, mkfs.fat, dosfstools, -F 12 -s 16"
    })
    void knowsWhatOthersMake(String word, String tool, String debianPackage, String options) throws IOException {
        Path file = folder.resolve("volume");
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position((24 << 20) - 1).write(ByteBuffer.allocate(1));
        }
        List<String> command = new ArrayList<>(List.of(IndependentTool.require(tool, debianPackage).toString()));
        command.addAll(List.of(options.split(" ")));
        command.add(file.toString());
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        try (Storage volume = FileStorage.open(file)) {
            assertThat(FileSystems.recognise(volume).map(VolumeKind::word)).hasValue(word);
        }
    }

    @Test
    void aPartitionOfAPoolOrDynamicDiskIsNoVolumeOfItsOwn() throws IOException {
        Storage disk = MemoryStorage.of("disk", at(3, "NTFS    "));
        UUID id = new UUID(1, 2);
        List<Volume> volumes = Volume.of(disk, new PartitionTable.Gpt(id, 512, List.of(
                Partition.gpt(1, PartitionType.Gpt.LDM_METADATA, id, id, 0, 512, "", 0),
                Partition.gpt(2, PartitionType.Gpt.LDM_DATA, id, id, 0, 1024, "", 0),
                Partition.gpt(4, PartitionType.Gpt.STORAGE_SPACES, id, id, 0, 1024, "", 0),
                Partition.gpt(5, PartitionType.Gpt.BASIC_DATA, id, id, 0, 1024, "", 0)), List.of()));
        assertThat(kinds(volumes)).containsExactly("1 ldm", "2 ldm", "4 storage-spaces", "5 ntfs");
        assertThatThrownBy(volumes.get(0)::open)
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("partition 1 of disk: volume at 0x0: it is part of a dynamic disk (LDM), and the volumes in that cannot be read");
        List<Volume> mbr = Volume.of(disk, new PartitionTable.Mbr(1, 512, List.of(
                Partition.mbr(1, new PartitionType.Mbr(0x42), 1, 0, 1024, false), Partition.mbr(2, new PartitionType.Mbr(5), 1, 0, 1024, false)), List.of()));
        assertThat(kinds(mbr)).containsExactly("1 ldm", "2 nothing");
        assertThat(kinds(Volume.of(disk, new PartitionTable.None(512, true)))).containsExactly("0 ntfs");
    }

    private static List<String> kinds(List<Volume> volumes) throws IOException {
        List<String> kinds = new ArrayList<>();
        for (Volume volume : volumes) {
            kinds.add(volume.number() + " " + volume.kind().map(VolumeKind::word).orElse("nothing"));
        }
        return kinds;
    }

    @Test
    void saysWhyAVolumeCannotBeRead() {
        assertThatThrownBy(() -> FileSystems.open(MemoryStorage.of("volume", at(3, "-FVE-FS-"))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("volume: volume at 0x0: it is encrypted with BitLocker, and what is inside cannot be read");
        assertThatThrownBy(() -> FileSystems.open(MemoryStorage.of("volume", at(3, "EXFAT   "))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("volume: volume at 0x0: it holds exFAT, which cannot be read yet");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void knowsAnNtfsVolumeWhoseBootSectorWasWipedByItsBackup(int sectorSize) throws IOException {
        byte[] volume = Files.readAllBytes(new NtfsBuilder(folder, 8 << 20, "-s", Integer.toString(sectorSize)).build());
        Arrays.fill(volume, 0, 8192, (byte) 0);
        assertThat(recognise(volume)).hasValue(VolumeKind.NTFS);
        volume[100] = 1; // something else was begun here: an old backup does not count
        assertThat(recognise(volume)).isEmpty();
        volume[100] = 0;
        volume[volume.length - sectorSize + 3] = 'X';
        assertThat(recognise(volume)).isEmpty();
    }

    @Test
    void knowsAFat32WhoseBootSectorWasWipedByItsBackup() throws IOException {
        byte[] volume = Files.readAllBytes(FatImage.format(folder.resolve("fat"), 40960, "-F", "32", "-s", "1").file());
        Arrays.fill(volume, 0, 512, (byte) 0);
        assertThat(recognise(volume)).hasValue(VolumeKind.FAT32);
        volume[6 * 512 + 11] = 1;
        assertThat(recognise(volume)).isEmpty();
    }
}
