package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
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
                        + ": MBR at 0x1ce: partition 2 ends at 0x36b000, but the disk ends at 0x300000 -> Repair the partition table, or use a backup of the image.");
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
}
