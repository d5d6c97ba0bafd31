package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.ntfs.BootGeometry;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.GptBuilder;
import org.bcdkit.testing.MbrBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about the partitions in the image: where each fires, and where it does not. */
class PartitionRulesTest {

    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String INSTALL = " -> Partition the disk and put Windows on it.";
    private static final String BASIC = "PRT-03 ok the disk in the image is a basic disk";

    @TempDir
    private Path folder;

    private NativeBootReport judge(byte[] disk) throws IOException {
        return Judged.check(folder, "image.vhd", VhdBuilder.fixed(disk).build(), Judged.ROOMY);
    }

    private List<String> lines(byte[] disk, String rule) throws IOException {
        return Judged.lines(judge(disk), rule);
    }

    private String name() {
        return folder.resolve("image.vhd").toString();
    }

    private static GptBuilder gpt() {
        return new GptBuilder(512, 6144);
    }

    private static GptBuilder windows() {
        return gpt().partition(1, GptBuilder.BASIC_DATA, ONE, 40, 4000, "");
    }

    private static MbrBuilder mbr() {
        return new MbrBuilder(6144).entry(1, 0x80, 7, 1, 6000);
    }

    @Test
    void prt01PassesATableThatIsWhole() throws IOException {
        assertThat(lines(windows().build(), "PRT-01")).containsExactly("PRT-01 ok the image has a GPT");
        NativeBootReport report = judge(mbr().build());
        assertThat(Judged.lines(report, "PRT-01")).containsExactly("PRT-01 ok the image has an MBR");
        assertThat(report.image().orElseThrow().table().map(PartitionTable::kind)).contains(PartitionTable.Kind.MBR);
    }

    @Test
    void prt01RefusesADiskWithoutATable() throws IOException {
        NativeBootReport report = judge(new byte[6144 * 512]);
        assertThat(Judged.lines(report, "PRT-01")).containsExactly("PRT-01 error there is no partition table in " + name() + INSTALL);
        assertThat(Judged.lines(report, "PRT-03")).isEmpty();
        assertThat(report.image().orElseThrow().table().map(PartitionTable::kind)).contains(PartitionTable.Kind.NONE);
    }

    @Test
    void prt01RefusesADiskThatIsOneVolume() throws IOException {
        byte[] disk = new MbrBuilder(6144).bytes(0, "EB52904E54465320202020").build();
        assertThat(lines(disk, "PRT-01"))
                .containsExactly("PRT-01 error there is no partition table in " + name() + "; the disk is one volume as a whole" + INSTALL);
    }

    @Test
    void prt01RefusesATableWithoutPartitions() throws IOException {
        String line = "PRT-01 error the partition table in " + name() + " has no partitions" + INSTALL;
        assertThat(lines(gpt().build(), "PRT-01")).containsExactly(line);
        assertThat(lines(new MbrBuilder(6144).build(), "PRT-01")).containsExactly(line);
    }

    @Test
    void prt01RefusesATableThatIsDamaged() throws IOException {
        NativeBootReport report = judge(mbr().entry(2, 0, 7, 5000, 2000).build());
        assertThat(Judged.lines(report, "PRT-01"))
                .containsExactly("PRT-01 error the partition table in the image is damaged: the disk in " + name()
                        + ": MBR at 0x1ce: partition 2 ends at 0x36b000, but the disk ends at 0x300000 -> Repair the partition table, or use a "
                        + "backup of the image.");
        assertThat(report.image().orElseThrow().table()).isEmpty();
        assertThat(report.isReadable()).isTrue();
    }

    @Test
    void prt01WarnsOfATableThatIsOdd() throws IOException {
        String gdisk = " -> Repair the partition table, for instance with gdisk.";
        assertThat(lines(windows().flip(6143 * 512, 1).build(), "PRT-01"))
                .containsExactly("PRT-01 warning " + name()
                        + ": the backup of the partition table is damaged: signature is `DFI PART`, expected `EFI PART`" + gdisk);
        assertThat(lines(windows().withoutMbr().build(), "PRT-01"))
                .containsExactly("PRT-01 warning " + name() + ": there is no protective MBR before the GPT, so Windows does not see it" + gdisk);
    }

    @Test
    void prt03PassesABasicDisk() throws IOException {
        assertThat(lines(mbr().build(), "PRT-03")).containsExactly(BASIC);
        assertThat(lines(windows().build(), "PRT-03")).containsExactly(BASIC);
    }

    private String dynamic(String evidence) {
        return "PRT-03 error dynamic disks (LDM) inside an image are not supported, and the disk in " + name() + " is one: " + evidence
                + " -> Copy the volumes to a basic disk.";
    }

    @Test
    void prt03RefusesADynamicDiskWithAnMbr() throws IOException {
        assertThat(lines(mbr().entry(3, 0, 0x42, 6010, 100).build(), "PRT-03")).containsExactly(dynamic("partition 3 is of type 0x42"));
        assertThat(lines(mbr().bytes(6 * 512, "5052495648454144").build(), "PRT-03")).containsExactly(dynamic("there is an LDM header in sector 6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5808c8aa-7e8f-42e0-85d2-e1e90434cfb3", "af9b60a0-1431-4f62-bc68-3311714a69ad"})
    void prt03RefusesADynamicDiskWithAGpt(String type) throws IOException {
        assertThat(lines(windows().partition(2, type, "00000000-0000-4000-8000-000000000002", 4001, 5000, "").build(), "PRT-03"))
                .containsExactly(dynamic("partition 2 is of type {" + type + "}"));
    }

    /** What is there in a disk with a GPT is part of the table. */
    @Test
    void prt03LooksForTheHeaderOnlyBehindAnMbr() throws IOException {
        GptBuilder disk = windows();
        byte[] text = "PRIVHEAD".getBytes();
        byte[] bytes = disk.build();
        System.arraycopy(text, 0, bytes, 6 * 512, 8);
        assertThat(lines(bytes, "PRT-03")).containsExactly(BASIC);
    }

    @ParameterizedTest
    @CsvSource({"3071,0", "3080,1"})
    void prt03ReadsNothingBehindTheEndOfAShortDisk(int length, int found) throws IOException {
        byte[] disk = Arrays.copyOf(new MbrBuilder(8).entry(1, 0, 7, 1, 1).bytes(6 * 512, "5052495648454144").build(), length);
        MemoryStorage storage = MemoryStorage.of("disk", disk);
        List<Finding> findings = PartitionRules.judge("disk", PartitionTables.read(storage), storage);
        assertThat(findings).filteredOn(Finding::isError).hasSize(found);
    }

    // PRT-04: Storage Spaces

    @Test
    void prt04RefusesADiskOfAPool() throws IOException {
        byte[] disk = gpt().partition(1, "e75caf8f-f680-4cee-afa3-b001e56efc2d", ONE, 40, 4000, "").build();
        NativeBootReport report = judge(disk);
        assertThat(Judged.lines(report, "PRT-04"))
                .containsExactly("PRT-04 error the disk in " + name() + " is part of a pool (Storage Spaces): partition 1 is of type"
                        + " {e75caf8f-f680-4cee-afa3-b001e56efc2d} -> Copy the volumes to a basic disk.");
        assertThat(Judged.lines(report, "PRT-02"))
                .containsExactly("PRT-02 info whether there is a Windows in the image is not known: partition 1 (Storage Spaces) cannot be looked "
                        + "into");
        assertThat(lines(windows().build(), "PRT-04")).containsExactly("PRT-04 ok the disk in the image is in no pool");
    }

    // PRT-05 and PRT-06: what does not matter

    @Test
    void prt05TellsOfAnImageThatStartsOnlyNatively() throws IOException {
        String info = "PRT-05 info the image has no boot partition of its own, so it starts natively, but not in a virtual machine";
        String ok = "PRT-05 ok the image has a boot partition of its own, which native boot does not use";
        assertThat(lines(windows().build(), "PRT-05")).containsExactly(info);
        assertThat(lines(new MbrBuilder(6144).entry(1, 0, 7, 1, 6000).build(), "PRT-05")).containsExactly(info);
        assertThat(lines(mbr().build(), "PRT-05")).containsExactly(ok);
        assertThat(lines(gpt().partition(1, "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", ONE, 40, 4000, "").build(), "PRT-05")).containsExactly(ok);
        assertThat(lines(new MbrBuilder(6144).entry(1, 0, 0xEF, 1, 6000).build(), "PRT-05")).containsExactly(ok);
    }

    @ParameterizedTest
    @CsvSource({
        "true,UEFI,PRT-06 ok there is a GPT in the image and UEFI in the machine",
        "true,BIOS,'PRT-06 info there is a GPT in the image and BIOS in the machine, which native boot does not mind'",
        "false,UEFI,'PRT-06 info there is an MBR in the image and UEFI in the machine, which native boot does not mind'",
        "false,BIOS,PRT-06 ok there is an MBR in the image and BIOS in the machine"
    })
    void prt06TellsOfAStyleThatTheFirmwareDoesNotHave(boolean gpt, FirmwareKind firmware, String line) throws IOException {
        PartitionTable table = PartitionTables.read(MemoryStorage.of("image", gpt ? windows().build() : mbr().build()));
        assertThat(Judged.lines(PartitionRules.judgeStyle(table, Optional.of(firmware)), "PRT-06")).containsExactly(line);
        assertThat(Judged.lines(PartitionRules.judgeStyle(table, Optional.empty()), "PRT-06")).isEmpty();
    }

    // PRT-07 and PRT-08: the partition of the Windows

    private static List<String> windowsPartition(Partition partition, Optional<BootGeometry> boot, String rule) {
        ExaminedVolume volume = new ExaminedVolume(
                partition.number(),
                Optional.of(partition),
                Optional.of(VolumeKind.NTFS),
                Optional.empty(),
                Optional.of(InstalledWindows.healthy().build()),
                Optional.empty(),
                boot);
        return Judged.lines(PartitionRules.judgeWindowsPartition(volume), rule);
    }

    private static Partition inMbr(int type) {
        return Partition.mbr(2, new PartitionType.Mbr(type), 1, 1 << 20, 1 << 30, false);
    }

    private static Partition inGpt(long attributes) {
        UUID id = UUID.fromString(ONE);
        return Partition.gpt(2, PartitionType.Gpt.BASIC_DATA, id, id, 1 << 20, 1 << 30, "", attributes);
    }

    @ParameterizedTest
    @CsvSource({"23,0x17", "39,0x27"})
    void prt07WarnsOfAHiddenTypeInAnMbr(int type, String text) {
        assertThat(windowsPartition(inMbr(type), Optional.empty(), "PRT-07"))
                .containsExactly("PRT-07 warning the Windows partition, 2, is marked hidden (type " + text
                        + ") -> Set its type to 0x07, or clear the attribute in the GPT.");
    }

    @Test
    void prt07WarnsOfAttributesInAGpt() {
        String remedy = " -> Set its type to 0x07, or clear the attribute in the GPT.";
        assertThat(windowsPartition(inGpt(1L << 62), Optional.empty(), "PRT-07"))
                .containsExactly("PRT-07 warning the Windows partition, 2, is marked hidden (attribute bit 62)" + remedy);
        assertThat(windowsPartition(inGpt(1L << 63), Optional.empty(), "PRT-07"))
                .containsExactly("PRT-07 warning the Windows partition, 2, is marked as one without a drive letter (attribute bit 63)" + remedy);
    }

    @Test
    void prt07PassesPlainPartitions() {
        String ok = "PRT-07 ok the Windows partition is not hidden";
        assertThat(windowsPartition(inMbr(7), Optional.empty(), "PRT-07")).containsExactly(ok);
        assertThat(windowsPartition(inGpt(1), Optional.empty(), "PRT-07")).containsExactly(ok);
    }

    @Test
    void prt08WarnsOfABootSectorThatIsWrongAboutItsPlace() {
        String end = ": starting this volume by BIOS fails (native boot does not use it) -> Nothing has to be done for native boot; for a virtual "
                + "machine write the numbers anew, for instance with partclone.ntfsfixboot.";
        assertThat(windowsPartition(inMbr(7), Optional.of(new BootGeometry(63, 255, 63, 512)), "PRT-08"))
                .containsExactly("PRT-08 warning the boot sector of the Windows volume says 63 sectors before the volume, and its partition starts "
                        + "at sector 2048" + end);
        assertThat(windowsPartition(inMbr(7), Optional.of(new BootGeometry(2048, 0, 0, 512)), "PRT-08"))
                .containsExactly("PRT-08 warning the boot sector of the Windows volume says 0 heads and 0 sectors per track" + end);
    }

    @Test
    void prt08PassesABootSectorInSectorsOfItsOwnSize() {
        String ok = "PRT-08 ok the boot sector of the Windows volume says where its partition starts";
        assertThat(windowsPartition(inMbr(7), Optional.of(new BootGeometry(2048, 255, 63, 512)), "PRT-08")).containsExactly(ok);
        assertThat(windowsPartition(inMbr(7), Optional.of(new BootGeometry(256, 255, 63, 4096)), "PRT-08")).containsExactly(ok);
    }
}
