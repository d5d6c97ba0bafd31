package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.FileSystems;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.nativeboot.SystemPartition.Kind;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.HostDisk;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bytes of a disk tell about the host of an image on it. */
class HostSurveyTest {

    private static final byte[] IMAGE = Contents.random(1, 100_000);

    @TempDir
    private Path folder;

    private static HostFacts survey(Path disk, int sectorSize, int partition, String image) throws IOException {
        try (Storage storage = FileStorage.open(disk)) {
            return HostSurvey.of("disk.img", storage, sectorSize, partition, FilePath.parse(image));
        }
    }

    private static HostFacts survey(Path disk, int partition) throws IOException {
        return survey(disk, 512, partition, "vhds/w11.vhdx");
    }

    private NtfsBuilder volume(String... options) throws IOException {
        return new NtfsBuilder(folder, 24 << 20, options).folder("/vhds").file("/vhds/W11.vhdx", IMAGE);
    }

    /** A FAT volume with files, named as their paths are. */
    private Path fat(String options, String... files) throws IOException {
        Path tree = Files.createTempDirectory(folder, "tree");
        FatImage image = FatImage.format(tree.resolve("volume"), 8192, options.isEmpty() ? new String[0] : options.split(" "));
        for (int i = 0; i < files.length; i++) {
            String[] names = files[i].split("/");
            for (int j = 1; j < names.length; j++) {
                String path = String.join("/", List.of(names).subList(0, j));
                if (Files.notExists(tree.resolve(path))) {
                    Files.createDirectories(tree.resolve(path));
                    image.folder(path);
                }
            }
            Path file = Files.write(tree.resolve(files[i]), content(names[names.length - 1]));
            image.mtools("mcopy", file.toString(), "::/" + files[i]);
        }
        return image.file();
    }

    private byte[] content(String name) throws IOException {
        return switch (name) {
            case "BCD" -> store(2);
            case "bootmgfw.efi" -> Programs.x64(folder, "10,0,22621,1702");
            case "bootmgr" -> Programs.x86(folder, "6,1,7601,17514");
            default -> IMAGE;
        };
    }

    /** A store that names that many images, each of them four times. */
    private static byte[] store(int images) {
        List<BcdObject> objects = new ArrayList<>();
        for (int i = 0; i < 2 * images; i++) {
            DeviceDescriptor parent = i % 4 < 2 ? new BootDevice()
                    : new PartitionDevice(new PartitionId.Mbr(0x12345678, 1 << 20));
            String path = "\\vhds\\" + i / 2 + ".vhdx";
            objects.add(entry(
                    i,
                    DeviceDescriptor.vhd(parent, path, 0x12000002),
                    i % 2 == 0 ? DeviceDescriptor.vhd(parent, path, 0x22000002)
                            : new PartitionDevice(new PartitionId.Mbr(1, 1 << 20), Optional.of(new FileDevice(parent, path)))));
        }
        objects.add(entry(900, new BootDevice(), new RamdiskDevice(new BootDevice(), "\\boot.wim", RamdiskDevice.NO_IMAGE)));
        BcdStore store = new BcdStore(List.of(), objects);
        return HiveWriter.write(BcdStoreWriter.create(store, 0), 0).toArray();
    }

    private static BcdObject entry(int number, DeviceDescriptor device, DeviceDescriptor osDevice) {
        ObjectId id = ObjectId.of("%08x-0000-11ef-8000-010203040506".formatted(number));
        return new BcdObject(
                id,
                ObjectType.OS_LOADER,
                List.of(
                        Element.of(new ElementType(0x11000001), new DeviceValue(device)),
                        Element.of(new ElementType(0x21000001), new DeviceValue(osDevice))));
    }

    private static List<String> partitions(HostFacts facts) {
        List<String> lines = new ArrayList<>();
        for (SystemPartition partition : facts.disk().systemPartitions().orElseThrow()) {
            lines.add(partition.name() + " " + partition.kind() + (partition.store() ? " store" : "")
                    + (partition.bootManager().isPresent() ? " " + partition.bootManager().get() : "") + (partition.holdsImage() ? " image" : ""));
        }
        return lines;
    }

    @Test
    void tellsEverythingOfADiskForUefi() throws IOException {
        Path ntfs = volume().build();
        Path esp = fat("", "EFI/Microsoft/Boot/BCD", "EFI/Microsoft/Boot/bootmgfw.efi", "bootmgr");
        Path disk = HostDisk.gpt(512).add(HostDisk.ESP, esp).add(HostDisk.BASIC_DATA, ntfs).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 512, 2, "VHDS\\w11.VHDX");
        try (Storage storage = FileStorage.open(ntfs)) {
            FileSystem fileSystem = FileSystems.open(storage);
            assertThat(facts.volume().free()).isEqualTo(OptionalLong.of(fileSystem.free()));
            assertThat(facts.volume().size()).isEqualTo(OptionalLong.of(fileSystem.size()));
        }
        assertThat(facts.volume().storage()).contains(new HostStorage(HostStorage.Kind.PARTITION, "partition 2 of disk.img"));
        assertThat(facts.volume().fileSystem()).contains("ntfs");
        assertThat(facts.volume().cluster()).isEqualTo(OptionalLong.of(4096));
        assertThat(facts.volume().bitLocker()).contains(false);
        assertThat(facts.volume().state()).hasValueSatisfying(state -> {
            assertThat(state.majorVersion()).isEqualTo(3);
            assertThat(state.hibernated()).isFalse();
            assertThat(state.shadowCopies()).isFalse();
        });
        assertThat(facts.disk().sectorSize()).isEqualTo(OptionalInt.of(512));
        assertThat(facts.disk().dynamic()).contains(false);
        assertThat(partitions(facts)).containsExactly("partition 1 of disk.img ESP store 10.0.22621.1702");
        assertThat(facts.disk().vhdEntries()).isEqualTo(OptionalInt.of(2));
        assertThat(facts.file().path()).contains("\\vhds\\W11.vhdx");
        assertThat(facts.file().attributes()).contains(Set.of());
        assertThat(facts.file().allocation().bytes()).isEqualTo(OptionalLong.of(102_400));
    }

    @Test
    void tellsEverythingOfADiskForBios() throws IOException {
        Path system = new NtfsBuilder(folder, 16 << 20).folder("/Boot").file("/Boot/BCD", store(3)).file("/bootmgr", content("bootmgr")).build();
        Path disk = HostDisk.mbr().addActive("7", system).add("7", volume().build()).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 2);
        assertThat(partitions(facts)).containsExactly("partition 1 of disk.img ACTIVE store 6.1.7601.17514");
        assertThat(facts.disk().vhdEntries()).isEqualTo(OptionalInt.of(3));
        assertThat(facts.disk().dynamic()).contains(false);
        assertThat(facts.volume().fileSystem()).contains("ntfs");
    }

    @Test
    void tellsThatTheImageIsOnTheActivePartitionItself() throws IOException {
        Path disk = HostDisk.mbr().addActive("7", volume().folder("/Boot").file("/Boot/BCD", store(1)).build()).build(folder.resolve("disk"));
        assertThat(partitions(survey(disk, 1))).containsExactly("partition 1 of disk.img ACTIVE store image");
    }

    @Test
    void tellsThatTheImageIsOnTheEspItself() throws IOException {
        Path disk = HostDisk.gpt(512).add(HostDisk.ESP, fat("-F 16 -s 1", "EFI/Microsoft/Boot/BCD", "vhds/w11.vhdx")).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 1);
        assertThat(partitions(facts)).containsExactly("partition 1 of disk.img ESP store image");
        assertThat(facts.volume().fileSystem()).contains("fat16");
        assertThat(facts.volume().free()).isPresent();
        assertThat(facts.volume().state()).isEmpty();
        assertThat(facts.file().attributes()).contains(Set.of());
        assertThat(facts.file().allocation().bytes().orElseThrow()).isBetween(100_000L, 104_000L);
    }

    @Test
    void looksOnEachSystemPartitionForWhatItsFirmwareStarts() throws IOException {
        Path disk = HostDisk.mbr().add("ef", fat("", "EFI/Microsoft/Boot/BCD")).addActive("c", fat("", "Boot/BCD")).add("7", volume().build())
                .build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 3);
        assertThat(partitions(facts)).containsExactly("partition 1 of disk.img ESP store", "partition 2 of disk.img ACTIVE store");
        assertThat(facts.disk().vhdEntries()).isEqualTo(OptionalInt.of(2));
        Path swapped = HostDisk.mbr().add("ef", fat("", "Boot/BCD")).addActive("c", fat("", "EFI/Microsoft/Boot/BCD")).add("7", volume().build())
                .build(folder.resolve("swapped"));
        facts = survey(swapped, 3);
        assertThat(partitions(facts)).containsExactly("partition 1 of disk.img ESP", "partition 2 of disk.img ACTIVE");
        assertThat(facts.disk().vhdEntries()).isEmpty();
    }

    @Test
    void readsADiskWithLargeSectors() throws IOException {
        Path esp = fat("-S 4096", "EFI/Microsoft/Boot/BCD");
        Path disk = HostDisk.gpt(4096).add(HostDisk.ESP, esp).add(HostDisk.BASIC_DATA, volume("-s", "4096", "-c", "8192").build())
                .build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 4096, 2, "vhds/w11.vhdx");
        assertThat(partitions(facts)).containsExactly("partition 1 of disk.img ESP store");
        assertThat(facts.disk().sectorSize()).isEqualTo(OptionalInt.of(4096));
        assertThat(facts.volume().cluster()).isEqualTo(OptionalLong.of(8192));
        assertThat(facts.volume().free()).isPresent();
    }

    @Test
    void aDiskMayHaveNoSystemPartition() throws IOException {
        Path empty = Files.write(folder.resolve("empty"), new byte[1 << 20]);
        Path disk = HostDisk.gpt(512).add(HostDisk.ESP, empty).add(HostDisk.BASIC_DATA, volume().build()).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 2);
        assertThat(facts.disk().systemPartitions()).contains(List.of());
        assertThat(facts.disk().vhdEntries()).isEmpty();
    }

    @Test
    void aDiskMayBeOneVolume() throws IOException {
        HostFacts facts = survey(volume().build(), 0);
        assertThat(facts.volume().storage()).contains(new HostStorage(HostStorage.Kind.OTHER, "disk.img"));
        assertThat(facts.volume().fileSystem()).contains("ntfs");
        assertThat(facts.disk().systemPartitions()).contains(List.of());
        assertThat(facts.file().path()).contains("\\vhds\\W11.vhdx");
    }

    @Test
    void tellsHowTheFileIsKept() throws IOException {
        byte[] cloud = {0x1a, 0, 0, (byte) 0x90, 4, 0, 0, 0, 0, 0, 0, 0};
        byte[] content = Contents.mixed(3, 200_000);
        Path ntfs = volume().compressed("/vhds/compressed.vhd", content).file("/vhds/sparse.vhd", new byte[0])
                .at("/vhds/sparse.vhd", 1_000_000, new byte[] {1}).folder("/cloud").file("/cloud/w.vhdx", content).reparse("/cloud", cloud).build();
        Path disk = HostDisk.gpt(512).add(HostDisk.BASIC_DATA, ntfs).build(folder.resolve("disk"));
        ImageFileFacts compressed = survey(disk, 512, 1, "vhds/compressed.vhd").file();
        assertThat(compressed.attributes()).contains(Set.of(FileAttribute.COMPRESSED));
        assertThat(compressed.allocation().bytes().orElseThrow()).isLessThan(200_000);
        ImageFileFacts sparse = survey(disk, 512, 1, "vhds/sparse.vhd").file();
        assertThat(sparse.attributes()).contains(Set.of(FileAttribute.SPARSE));
        assertThat(sparse.allocation().bytes().orElseThrow()).isLessThan(100_000);
        assertThat(survey(disk, 512, 1, "cloud/w.vhdx").file().attributes()).contains(Set.of(FileAttribute.REPARSE_POINT));
    }

    /** The boot manager knows no links, and what is kept behind one is not kept there. */
    @Test
    void tellsThatTheFileIsBehindALink() throws IOException {
        String target = "\\??\\D:\\vhds";
        ByteBuffer junction = ByteBuffer.allocate(16 + 2 * target.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        junction.putInt(0xA0000003).putShort((short) (junction.capacity() - 8)).putShort((short) 0);
        junction.putShort((short) 0).putShort((short) (2 * target.length())).putShort((short) (2 * target.length() + 2)).putShort((short) 0);
        junction.put(target.getBytes(StandardCharsets.UTF_16LE));
        Path ntfs = volume().folder("/junction").reparse("/junction", junction.array()).build();
        Path disk = HostDisk.gpt(512).add(HostDisk.BASIC_DATA, ntfs).build(folder.resolve("disk"));
        ImageFileFacts file = survey(disk, 512, 1, "Junction/w11.vhdx").file();
        assertThat(file.path()).contains("\\Junction\\w11.vhdx");
        assertThat(file.attributes()).contains(Set.of(FileAttribute.REPARSE_POINT));
        assertThat(file.allocation().bytes()).isEqualTo(OptionalLong.of(102_400));
        assertThatThrownBy(() -> survey(disk, 512, 1, "junction/none.vhdx"))
                .isInstanceOfSatisfying(NoSuchPathException.class, e -> assertThat(e.problem()).isEqualTo("there is no \"none.vhdx\" in disk.img:1/vhds"));
    }

    @Test
    void saysWhereThePathOfTheImageEnds() throws IOException {
        Path disk = HostDisk.gpt(512).add(HostDisk.BASIC_DATA, volume().build()).build(folder.resolve("disk"));
        assertThatThrownBy(() -> survey(disk, 512, 1, "vhds/w10.vhdx"))
                .isInstanceOfSatisfying(NoSuchPathException.class, e -> {
                    assertThat(e.problem()).isEqualTo("there is no \"w10.vhdx\" in disk.img:1/vhds");
                    assertThat(e.names()).containsExactly("W11.vhdx");
                });
        assertThatThrownBy(() -> survey(disk, 512, 3, "vhds/w11.vhdx"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("disk.img:3: the disk has no partition of that number");
    }

    @Test
    void doesNotCountWhatIsFreeOnAMountedVolume() throws IOException {
        Path disk = HostDisk.gpt(512).add(HostDisk.BASIC_DATA, volume().build()).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 1);
        try (Storage storage = FileStorage.open(disk)) {
            HostFacts mounted = HostSurvey.ofMounted("disk.img", storage, 512, 1, FilePath.parse("vhds/w11.vhdx"));
            assertThat(mounted.volume().free()).isEmpty();
            assertThat(mounted.volume().size()).isEqualTo(facts.volume().size());
            assertThat(mounted.volume().state()).isEqualTo(facts.volume().state());
            assertThat(mounted.file().attributes()).isEqualTo(facts.file().attributes());
        }
    }

    @Test
    void aBootManagerThatIsNoProgramTellsNothing() throws IOException {
        Path system = new NtfsBuilder(folder, 16 << 20).file("/bootmgr", IMAGE).build();
        Path disk = HostDisk.mbr().addActive("7", system).add("7", volume().build()).build(folder.resolve("disk"));
        assertThat(partitions(survey(disk, 2))).containsExactly("partition 1 of disk.img ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hiberfil.sys", "other.sys"})
    void tellsInWhatStateTheVolumeWasLeft(String name) throws IOException {
        Path ntfs = volume().file("/" + name, "hibr and more".getBytes()).build();
        Path disk = HostDisk.gpt(512).add(HostDisk.BASIC_DATA, ntfs).build(folder.resolve("disk"));
        assertThat(survey(disk, 1).volume().state().orElseThrow().hibernated()).isEqualTo(name.equals("hiberfil.sys"));
    }

    @Test
    void knowsWhereEachKindHasItsFiles() {
        assertThat(Kind.ESP.storePath()).hasToString("EFI/Microsoft/Boot/BCD");
        assertThat(Kind.ESP.bootManagerPath()).hasToString("EFI/Microsoft/Boot/bootmgfw.efi");
        assertThat(Kind.ACTIVE.storePath()).hasToString("Boot/BCD");
        assertThat(Kind.ACTIVE.bootManagerPath()).hasToString("bootmgr");
        assertThat(UUID.fromString(HostDisk.ESP)).hasToString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
    }
}
