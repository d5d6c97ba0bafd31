package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.Test;

/** What the kernel and udev say about devices and memory. */
class FactParsersTest {

    private static final Path SDA3 = Path.of("/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda3");
    private static final String UEVENT = "MAJOR=8\nMINOR=3\nDEVNAME=sda3\nDEVTYPE=partition\nDISKSEQ=9\nPARTN=3\n";

    private static Map<String, String> sda3() {
        return new HashMap<>(Map.of(
                "dev", "8:3\n",
                "partition", "3\n",
                "start", "239616\n",
                "uevent", UEVENT,
                "../dev", "8:0\n",
                "../queue/logical_block_size", "512\n",
                "../removable", "0\n"));
    }

    private static BlockDevice parse(Map<String, String> attributes) throws HostException {
        return BlockDeviceParser.parse(new SysfsFolder(SDA3, attributes, List.of()));
    }

    @Test
    void readsWhereAPartitionIs() throws HostException {
        PartitionPlace place = new PartitionPlace("sda", "8:0", 512, 239_616L * 512, false, false, Optional.empty());
        assertThat(parse(sda3())).isEqualTo(new BlockDevice("sda3", "8:3", Optional.of(place), Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void countsTheStartInUnitsOf512OnDisksWithLargerSectorsToo() throws HostException {
        Map<String, String> attributes = sda3();
        attributes.put("../queue/logical_block_size", "4096\n");
        PartitionPlace place = parse(attributes).partition().orElseThrow();
        assertThat(place.start()).isEqualTo(239_616L * 512);
        assertThat(place.sectorSize()).isEqualTo(4096);
    }

    @Test
    void takesTheIdentityFromNewerKernels() throws HostException {
        Map<String, String> attributes = sda3();
        attributes.put("uevent", UEVENT + "PARTNAME=Basic data partition\nPARTUUID=8a965f21-4b8b-43c4-a817-4f6a71780056\n");
        assertThat(parse(attributes).partition().orElseThrow().partitionUuid()).contains("8a965f21-4b8b-43c4-a817-4f6a71780056");
        attributes.put("uevent", "PARTUUID=1a2b3c4d-03");
        assertThat(parse(attributes).partition().orElseThrow().partitionUuid()).contains("1a2b3c4d-03");
    }

    @Test
    void doesNotTakeTheIdentityFromThePartitionsName() throws HostException {
        Map<String, String> attributes = sda3();
        attributes.put("uevent", UEVENT + "PARTNAME=PARTUUID=1a2b3c4d-03\n");
        assertThat(parse(attributes).partition().orElseThrow().partitionUuid()).isEmpty();
    }

    @Test
    void tellsADeviceWithoutPartitionFromOne() throws HostException {
        SysfsFolder folder = new SysfsFolder(Path.of("/sys/devices/virtual/block/dm-0"), Map.of("dev", "254:0\n", "uevent", "DEVNAME=dm-0\n"), List.of("sda3"));
        assertThat(BlockDeviceParser.parse(folder)).isEqualTo(new BlockDevice("dm-0", "254:0", Optional.empty(), Optional.empty(), Optional.empty(), List.of("sda3")));
    }

    @Test
    void tellsARaidOfLinuxFromOneOfTheFirmware() throws HostException {
        Map<String, String> attributes = sda3();
        attributes.put("../md/metadata_version", "1.2\n");
        assertThat(parse(attributes).partition().orElseThrow().linuxRaid()).isTrue();
        attributes.put("../md/metadata_version", "external:/md127/0\n");
        assertThat(parse(attributes).partition().orElseThrow().linuxRaid()).isFalse();
    }

    @Test
    void turnsTheNameInSysfsIntoTheOneUnderDev() {
        assertThat(BlockDevice.pathOf("cciss!c0d0p1")).isEqualTo("/dev/cciss/c0d0p1");
    }

    @Test
    void refusesAPartitionOfWhichAFactIsMissing() {
        Map<String, String> attributes = sda3();
        attributes.remove("../queue/logical_block_size");
        assertThatThrownBy(() -> parse(attributes))
                .isInstanceOf(HostException.class)
                .hasMessage(SDA3.getParent() + "/queue/logical_block_size cannot be read");
    }

    @Test
    void refusesAStartThatIsNoNumber() {
        Map<String, String> attributes = sda3();
        attributes.put("start", "many\n");
        assertThatThrownBy(() -> parse(attributes)).isInstanceOf(HostException.class).hasMessage(SDA3 + "/start says \"many\", expected a number");
    }

    @Test
    void readsTheRecordOfUdev() {
        UdevRecord record = UdevParser.parse("""
                S:disk/by-partuuid/50202085-a152-4325-a535-4ec630dc6632
                W:11
                I:50939590330
                E:ID_MODEL_ENC=Ultra\\x20
                E:ID_FS_TYPE=ntfs
                E:ID_PART_ENTRY_SCHEME=gpt
                E:ID_PART_ENTRY_NAME=a=b
                E:ID_PART_ENTRY_UUID=50202085-a152-4325-a535-4ec630dc6632
                E:ID_PART_ENTRY_OFFSET=43008
                E:ID_PART_ENTRY_DISK=8:0
                G:systemd
                V:1
                """);
        assertThat(record.properties())
                .containsOnlyKeys(
                        "ID_MODEL_ENC",
                        "ID_FS_TYPE",
                        "ID_PART_ENTRY_SCHEME",
                        "ID_PART_ENTRY_NAME",
                        "ID_PART_ENTRY_UUID",
                        "ID_PART_ENTRY_OFFSET",
                        "ID_PART_ENTRY_DISK")
                .containsEntry("ID_PART_ENTRY_NAME", "a=b");
        assertThat(record.partitionUuid(43_008L * 512)).contains("50202085-a152-4325-a535-4ec630dc6632");
        assertThat(record.fileSystem()).contains("ntfs");
        assertThat(record.diskGuid()).isEmpty();
    }

    @Test
    void doesNotUseARecordOfAPartitionThatWasElsewhere() {
        UdevRecord record = UdevParser.parse("E:ID_PART_ENTRY_UUID=1a2b3c4d-01\nE:ID_PART_ENTRY_OFFSET=63\n");
        assertThat(record.partitionUuid(63L * 512)).contains("1a2b3c4d-01");
        assertThat(record.partitionUuid(2048L * 512)).isEmpty();
    }

    @Test
    void takesTheGuidOfADiskOnlyFromAGpt() {
        assertThat(UdevParser.parse("E:ID_PART_TABLE_TYPE=gpt\nE:ID_PART_TABLE_UUID=e2f897e3-f1df-4e0c-9335-45c67c75fef0\n").diskGuid())
                .contains("e2f897e3-f1df-4e0c-9335-45c67c75fef0");
        assertThat(UdevParser.parse("E:ID_PART_TABLE_TYPE=dos\nE:ID_PART_TABLE_UUID=1a2b3c4d\n").diskGuid()).isEmpty();
    }

    @Test
    void readsTheSizeOfMainMemory() {
        assertThat(MemoryInfoParser.total("MemTotal:       16328616 kB\nMemFree:          123456 kB\n")).hasValue(16_328_616L * 1024);
    }

    @Test
    void doesNotMakeUpASizeOfMainMemory() {
        assertThat(MemoryInfoParser.total("MemFree:          123456 kB\n")).isEqualTo(OptionalLong.empty());
        assertThat(MemoryInfoParser.total("MemTotal:       much kB\n")).isEqualTo(OptionalLong.empty());
        assertThat(MemoryInfoParser.total("MemTotal:       16328616")).isEqualTo(OptionalLong.empty());
    }

    @Test
    void readsWhatAFileHasTaken() {
        assertThat(AllocationParser.parse("409608 512\n")).hasValue(409_608L * 512);
        for (String unclear : new String[] {"", "\n", "8", "0 512", "-8 512", "8 512 1", "8 x", "9223372036854775807 512"}) {
            assertThat(AllocationParser.parse(unclear)).as(unclear).isEmpty();
        }
    }
}
