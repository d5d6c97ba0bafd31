package org.bcdkit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.GptBuilder;
import org.bcdkit.testing.MbrBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which table a disk has, or none. */
class PartitionTablesTest {

    private static final String ONE = "00000000-0000-4000-8000-000000000001";

    private static final String NTFS = "EB52904E544653202020200002080000000000000000F800003F00FF00";
    private static final String EXFAT = "EB76904558464154202020";
    private static final String BITLOCKER = "EB58902D4656452D46532D000208";
    private static final String REFS = "000000526546530000000000000000004653525300";
    private static final String FAT32 = "EB58904D53444F53352E30" + "0002" + "08" + "2000" + "02" + "0000" + "0000" + "F8";
    private static final String FAT12 = "E900004D53444F53352E30" + "0002" + "01" + "0100" + "02" + "E000" + "400B" + "F0";

    private static PartitionTable read(byte[] disk) throws IOException {
        return PartitionTables.read(MemoryStorage.of("disk", disk));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 4096, 100_000})
    void zerosHaveNoTable(int length) throws IOException {
        PartitionTable table = read(new byte[length]);
        assertThat(table).isEqualTo(new PartitionTable.None(512, false));
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.NONE);
        assertThat(table.partitions()).isEmpty();
        assertThat(table.remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {NTFS, EXFAT, BITLOCKER, REFS, FAT32, FAT12})
    void aVolumeAsAWholeIsNoTable(String start) throws IOException {
        byte[] disk = new MbrBuilder(200).bytes(0, start).build();
        assertThat(read(disk)).isEqualTo(new PartitionTable.None(512, true));
        // ReFS has no signature at the end of the sector.
        disk[510] = 0;
        assertThat(read(disk)).isEqualTo(new PartitionTable.None(512, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No jump; no media byte; clusters of 3 sectors; no reserved sector; three tables; sectors of 100 bytes, of 8192.
                "00" + "58904D53444F53352E30000208200002000000" + "00F8",
                "EB58904D53444F53352E300002082000020000000010",
                "EB58904D53444F53352E3000020320000200000000F8",
                "EB58904D53444F53352E3000020800000200000000F8",
                "EB58904D53444F53352E3000020820000300000000F8",
                "EB58904D53444F53352E3064000820000200000000F8",
                "EB58904D53444F53352E3000200820000200000000F8"
            })
    void whatOnlyLooksLikeAVolumeIsNone(String start) throws IOException {
        byte[] disk = new MbrBuilder(200).bytes(0, start).build();
        assertThat(read(disk).kind()).isEqualTo(PartitionTable.Kind.MBR);
    }

    @Test
    void whatLooksLikeEntriesInTheBootCodeOfAVolumeIsNone() throws IOException {
        assertThat(read(new MbrBuilder(200).bytes(0, NTFS).bytes(446, "0D0A5072657373204374726C2B416C74").build())).isEqualTo(new PartitionTable.None(512, true));
        // Among them a byte that would be the type of a protective entry.
        assertThat(read(new MbrBuilder(200).bytes(0, NTFS).bytes(450, "EE").build())).isEqualTo(new PartitionTable.None(512, true));
    }

    @Test
    void aTableBehindTheJumpOfAVolumeIsATable() throws IOException {
        byte[] disk = new MbrBuilder(200).bytes(0, FAT32).entry(1, 0x80, 7, 1, 100).build();
        assertThat(read(disk).partitions()).hasSize(1);
    }

    @Test
    void saysWhenTheMbrBeforeAGptIsNotThere() throws IOException {
        PartitionTable table = read(new GptBuilder(512, 200).withoutMbr().build());
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.GPT);
        assertThat(table.remarks()).containsExactly("there is no protective MBR before the GPT, so Windows does not see it");
    }

    @Test
    void saysWhenTheMbrDoesNotPointToTheGpt() throws IOException {
        PartitionTable table = read(new GptBuilder(512, 200).mbr(0, 0, 7, 40, 60).build());
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.MBR);
        assertThat(table.remarks()).containsExactly("there is also a GPT, but the MBR does not point to it");
    }

    @Test
    void aHybridMbrIsAGpt() throws IOException {
        byte[] disk = new GptBuilder(512, 200).mbr(0, 0, 7, 40, 60).mbr(1, 0, 0xEE, 1, 39).partition(1, GptBuilder.BASIC_DATA, ONE, 40, 99, "").build();
        PartitionTable table = read(disk);
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.GPT);
        assertThat(table.remarks()).isEmpty();
    }

    @Test
    void refusesAProtectiveMbrWithoutAGpt() {
        byte[] disk = new MbrBuilder(200).entry(1, 0, 0xEE, 1, 199).build();
        assertThatThrownBy(() -> read(disk))
                .isInstanceOf(MalformedException.class)
                .hasMessage("disk: GPT header at 0x200: signature is `\\00\\00\\00\\00\\00\\00\\00\\00`, expected `EFI PART`");
        assertThatThrownBy(() -> read(Arrays.copyOf(disk, 512)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("disk: file at 0x200: 512 bytes are needed here, but it ends at 0x200 (truncated?)");
        assertThatThrownBy(() -> PartitionTables.read(MemoryStorage.of("disk", Arrays.copyOf(disk, 1000)), 4096))
                .isInstanceOf(MalformedException.class)
                .hasMessage("disk: file at 0x1000: 4096 bytes are needed here, but it ends at 0x3e8 (truncated?)");
    }

    @Test
    void findsTheBackupWhenTheStartIsWiped() throws IOException {
        byte[] disk = new GptBuilder(512, 200).partition(1, GptBuilder.BASIC_DATA, ONE, 40, 99, "").build();
        Arrays.fill(disk, 512, 34 * 512, (byte) 0);
        PartitionTable table = read(disk);
        assertThat(table.partitions()).hasSize(1);
        assertThat(table.remarks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "5,extended,false",
        "6,FAT16,false",
        "7,NTFS or exFAT,false",
        "12,FAT32,false",
        "23,hidden NTFS or exFAT,false",
        "39,hidden recovery,false",
        "66,dynamic disk (LDM),true",
        "130,Linux swap,false",
        "131,Linux,false",
        "238,GPT protective,false",
        "239,EFI system,false",
        "1,,false"
    })
    void mbrTypesHaveNames(int code, String name, boolean dynamic) {
        PartitionType type = new PartitionType.Mbr(code);
        assertThat(type.name()).isEqualTo(Optional.ofNullable(name));
        assertThat(type.isDynamicDisk()).isEqualTo(dynamic);
        assertThat(type.text()).isEqualTo("0x%02x".formatted(code));
    }

    @ParameterizedTest
    @CsvSource({
        "c12a7328-f81f-11d2-ba4b-00a0c93ec93b,EFI system,false",
        "e3c9e316-0b5c-4db8-817d-f92df00215ae,Microsoft reserved,false",
        "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7,basic data,false",
        "de94bba4-06d1-4d40-a16a-bfd50179d6ac,Windows recovery,false",
        "5808c8aa-7e8f-42e0-85d2-e1e90434cfb3,dynamic disk (LDM),true",
        "af9b60a0-1431-4f62-bc68-3311714a69ad,dynamic disk (LDM),true",
        "e75caf8f-f680-4cee-afa3-b001e56efc2d,Storage Spaces,false",
        "0fc63daf-8483-4772-8e79-3d69d8477de4,Linux,false",
        "0fc63daf-8483-4772-8e79-3d69d8477de5,,false"
    })
    void gptTypesHaveNames(String guid, String name, boolean dynamic) {
        PartitionType type = new PartitionType.Gpt(UUID.fromString(guid));
        assertThat(type.name()).isEqualTo(Optional.ofNullable(name));
        assertThat(type.isDynamicDisk()).isEqualTo(dynamic);
        assertThat(type.text()).isEqualTo("{" + guid + "}");
    }

    @Test
    void tellsTheSectorSizeFromWhatLiesOnTheDisk() throws IOException {
        String large = NTFS.replaceFirst("0002", "0010");
        assertThat(sectorSize(new byte[0])).isEqualTo(512);
        assertThat(sectorSize(new byte[100_000])).isEqualTo(512);
        assertThat(sectorSize(new GptBuilder(512, 200).build())).isEqualTo(512);
        assertThat(sectorSize(new GptBuilder(4096, 200).build())).isEqualTo(4096);
        assertThat(sectorSize(new MbrBuilder(200).bytes(0, NTFS).build())).isEqualTo(512);
        assertThat(sectorSize(new MbrBuilder(200).bytes(0, large).build())).isEqualTo(4096);
        assertThat(sectorSize(new MbrBuilder(200).entry(1, 0, 7, 2, 9).bytes(1024, NTFS).build())).isEqualTo(512);
        assertThat(sectorSize(new MbrBuilder(200).entry(2, 0, 7, 2, 9).bytes(8192, large).build())).isEqualTo(4096);
        // In its place, but it counts in small sectors.
        assertThat(sectorSize(new MbrBuilder(200).entry(2, 0, 7, 2, 9).bytes(8192, NTFS).build())).isEqualTo(512);
        assertThat(sectorSize(new MbrBuilder(200).entry(1, 0, 7, 0xffffffffL, 9).build())).isEqualTo(512);
    }

    private static int sectorSize(byte[] disk) throws IOException {
        return PartitionTables.sectorSize(MemoryStorage.of("disk", disk));
    }

    @Test
    void kindsHaveWords() {
        assertThat(PartitionTable.Kind.values()).extracting(PartitionTable.Kind::word).containsExactly("gpt", "mbr", "none");
    }
}
