package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.fat.WrittenFat.CLOCK;
import static org.bcdkit.fat.WrittenFat.MODIFIED;
import static org.bcdkit.fat.WrittenFat.apply;
import static org.bcdkit.fat.WrittenFat.assertSound;
import static org.bcdkit.fat.WrittenFat.delete;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.folder;
import static org.bcdkit.fat.WrittenFat.plan;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing into volumes that mkfs.fat made, judged by fsck.fat and mtools. */
class FatVolumeTest {

    private static final String LONG = "A long name, with spaces + signs; and more than 8.3 – Größe 测试.some text";

    @TempDir
    Path folder;

    private static Map<String, byte[]> tree() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("EMPTY", new byte[0]);
        files.put("ONE.TXT", random(1, 1));
        files.put("lower.txt", random(2, 511));
        files.put("Mixed.Txt", random(3, 512));
        files.put("no extension of three.text", random(4, 4097));
        files.put(LONG, random(5, 70_000));
        files.put("x".repeat(255), random(6, 100));
        files.put("EFI/Microsoft/Boot/bootmgfw.efi", random(7, 1_000_001));
        files.put("EFI/Microsoft/Boot/bootmgr.efi.mui", random(8, 32_768));
        files.put("EFI/Microsoft/Boot/BCD", random(9, 32_768));
        for (int i = 0; i < 150; i++) {
            files.put("many/a file with the number %d.dat".formatted(i), random(i, 300 + i));
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({
        "fat12,  8192, -F 12 -s 8",
        "fat12,  2048, -F 12 -s 1",
        "fat16, 16384, -F 16 -s 1",
        "fat16, 65536, -F 16 -S 4096 -s 1",
        "fat16, 16384, -F 16 -f 1 -R 7",
        "fat32, 40960, -F 32 -s 1",
        "fat32, 98304, -F 32 -s 1 -S 1024 -R 40"
    })
    void mtoolsReadWhatWasWritten(String kind, int size, String options) throws IOException {
        Path image = FatImage.format(folder.resolve("fat"), size, (options + " -n MYLABEL").split(" ")).file();
        List<FatChange> changes = new ArrayList<>(List.of(folder("empty folder/inside")));
        Map<String, Bytes> expected = new TreeMap<>();
        for (var entry : tree().entrySet()) {
            changes.add(file(entry.getKey(), entry.getValue()));
            expected.put(entry.getKey(), Bytes.of(entry.getValue()));
        }
        for (String name : List.of("empty folder/", "empty folder/inside/", "EFI/", "EFI/Microsoft/", "EFI/Microsoft/Boot/", "many/")) {
            expected.put(name, Bytes.EMPTY);
        }
        try (WritableFile volume = WritableFile.open(image)) {
            apply(volume, changes.toArray(FatChange[]::new));
            assertThat(FatFileSystem.open(volume).kind()).isEqualTo(kind);
            assertThat(FatReading.all(FatFileSystem.open(volume))).isEqualTo(expected);
        }
        assertSound(image);
        FatImage.at(image).copyOut(folder.resolve("out"));
        assertThat(FatReading.allOf(folder.resolve("out"))).isEqualTo(expected);
    }

    private SparseDisk disk(int size, String options) throws IOException {
        return SparseDisk.of(FatImage.format(folder.resolve("fat"), size, options.split(" ")).file());
    }

    private static FatFileSystem open(SparseDisk disk) throws IOException {
        return FatFileSystem.open(disk);
    }

    private static FileEntry entry(SparseDisk disk, String path) throws IOException {
        return FilePath.parse(path).find(open(disk)).orElseThrow();
    }

    @Test
    void aFileHasTheTimesAndAttributesThatItWasGiven() throws IOException {
        SparseDisk disk = disk(1440, "-F 12");
        Clock kiev = Clock.fixed(Instant.parse("2024-05-06T07:08:09.870Z"), ZoneOffset.ofHours(3));
        FatChange file = new FatChange.WriteFile(
                FilePath.parse("BCD"), MemoryStorage.of("BCD", random(1, 10)), MODIFIED, Set.of(FatAttribute.HIDDEN, FatAttribute.SYSTEM));
        FatVolume.read(disk).plan(List.of(new FatStep("test", List.of(file))), kiev).apply(disk, step -> {});
        assertThat(entry(disk, "BCD").modified()).isEqualTo(MODIFIED.plusSeconds(3 * 3600));
        byte[] bytes = disk.read(FatGeometry.read(disk).rootStart(), 32);
        // Hidden, system, archive; nothing in lower case; 187 hundredths, 10:08:08, 2024-05-06; read that day; cluster 2; 10 bytes.
        assertThat(Bytes.of(bytes, 11, 11).toHex()).isEqualTo("26" + "00" + "bb" + "0451" + "a658" + "a658" + "0000");
        assertThat(Bytes.of(bytes, 22, 10).toHex()).isEqualTo("a338" + "4354" + "0200" + "0a000000");

        apply(disk, new FatChange.SetAttributes(FilePath.parse("bcd"), Set.of(FatAttribute.READ_ONLY)));
        assertThat(disk.read(FatGeometry.read(disk).rootStart() + 11, 1)).containsExactly(0x21);
        apply(disk, folder("d"), new FatChange.SetAttributes(FilePath.parse("d"), Set.of(FatAttribute.HIDDEN)));
        assertThat(disk.read(FatGeometry.read(disk).rootStart() + 32 + 11, 1)).containsExactly(0x12);
        assertSound(disk.save(folder.resolve("fat")));
    }

    @Test
    void aFileThatIsReplacedKeepsItsNameAndItsTimeOfCreation() throws IOException {
        SparseDisk disk = disk(1440, "-F 12");
        apply(disk, file("A Long Name.txt", random(1, 2000)));
        long start = FatGeometry.read(disk).rootStart();
        Bytes names = Bytes.of(disk.read(start, 64));
        Clock later = Clock.offset(CLOCK, Duration.ofDays(1));
        FatVolume.read(disk).plan(List.of(new FatStep("test", List.of(file("ALONGN~1.TXT", random(2, 100))))), later).apply(disk, step -> {});
        assertThat(Bytes.of(disk.read(start, 64))).isEqualTo(names);
        assertThat(FatReading.all(open(disk))).isEqualTo(Map.of("A Long Name.txt", Bytes.of(random(2, 100))));
        assertThat(LittleEndian.u16(disk.read(start + 64 + 16, 2), 0)).isEqualTo(0x58a6);
        assertSound(disk.save(folder.resolve("fat")));
    }

    @Test
    void aFileLiesInOnePieceWhereThereIsRoomForThat() throws IOException {
        SparseDisk disk = disk(9216, "-F 16 -s 1");
        apply(disk, file("A", random(1, 5000)), file("B", random(2, 512)), file("C", random(3, 512)));
        apply(disk, delete("A"));
        apply(disk, file("D", random(4, 6000)), file("E", random(5, 5000)));
        FatGeometry geometry = FatGeometry.read(disk);
        List<FatTable> tables = FatTable.all(disk, geometry);
        for (String name : List.of("D", "E")) {
            FatChain chain = FatChain.follow(disk.name(), geometry, tables, (int) entry(disk, name).position(), name);
            for (int i = 1; i < chain.clusters(); i++) {
                assertThat(chain.cluster(i)).isEqualTo(chain.cluster(i - 1) + 1);
            }
        }
        assertSound(disk.save(folder.resolve("fat")));
    }

    @Test
    void saysHowMuchRoomIsNeededBeforeAnythingIsWritten() throws IOException {
        SparseDisk disk = disk(1440, "-F 12");
        long free = FatVolume.read(disk).freeBytes();
        assertThat(free).isEqualTo(2847 * 512);
        FatPlan fits = plan(disk, file("d/A", random(1, (int) free - 512)));
        assertThat(fits.room()).isEqualTo(new FatRoom(512, 2847, 2847));
        assertThat(fits.isPossible()).isTrue();
        FatPlan tooMuch = plan(disk, file("d/A", random(1, (int) free - 511)), file("e/B", random(2, 1)));
        assertThat(tooMuch.room()).isEqualTo(new FatRoom(512, 2850, 2847));
        assertThat(tooMuch.room().neededBytes()).isEqualTo(2850 * 512);
        assertThat(tooMuch.room().freeBytes()).isEqualTo(free);
        assertThat(tooMuch.isPossible()).isFalse();
        assertThatThrownBy(() -> tooMuch.apply(disk, step -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(FatReading.all(open(disk))).isEmpty();

        // What is replaced is there until its successor is; what an earlier step deleted is not.
        apply(disk, file("A", random(1, 1000 * 512)));
        FatChange again = file("A", random(2, 1000 * 512));
        assertThat(plan(disk, again).room().neededClusters()).isEqualTo(1000);
        FatPlan deleted = FatVolume.read(disk).plan(List.of(new FatStep("1", List.of(delete("A"))), new FatStep("2", List.of(again))), CLOCK);
        assertThat(deleted.room()).isEqualTo(new FatRoom(512, 0, 1847));
        deleted.apply(disk, step -> {});
        assertThat(FatVolume.read(disk).freeBytes()).isEqualTo(1847 * 512);
    }

    @Test
    void givesAllProblemsOfAPlanAtOnce() throws IOException {
        SparseDisk disk = disk(1440, "-F 12 -r 16");
        apply(disk, file("A", random(1, 10)), folder("d/e"));
        FatPlan plan = plan(disk, file("a/b", random(1, 1)), folder("A"), file("d", random(1, 1)), file("", random(1, 1)), delete("d"), delete("/"),
                file("what?", random(1, 1)), new FatChange.SetAttributes(FilePath.parse("none"), Set.of()), delete("none"), file("x".repeat(200), random(1, 1)),
                new FatChange.WriteFile(FilePath.parse("large"), new SparseDisk(1L << 32), MODIFIED, Set.of()));
        assertThat(plan.problems()).containsExactly(
                "a is a file, so there can be no folder of that name",
                "A is a file, so there can be no folder of that name",
                "d is a folder, so there can be no file of that name",
                "/ is a folder, so there can be no file of that name",
                "d cannot be deleted, because there is something in it",
                "the root folder cannot be deleted",
                "what? cannot be made: the name has a character that no name on FAT may have: \"*/:<>?\\| and those below the space",
                "there is no none",
                "x".repeat(200) + " has no place in the root folder, which has 16 entries and cannot grow",
                "large would have 4294967296 bytes, expected 4294967295 at most on FAT");
        assertThat(plan.isPossible()).isFalse();
    }

    @Test
    void aVolumeThatChangedSinceThePlanIsNotWrittenTo() throws IOException {
        SparseDisk disk = disk(1440, "-F 12");
        FatPlan plan = plan(disk, file("A", random(1, 1000)));
        apply(disk, file("B", random(2, 1000)));
        Map<String, Bytes> before = FatReading.all(open(disk));
        assertThatThrownBy(() -> plan.apply(disk, step -> {})).isInstanceOf(StalePlanException.class)
                .hasMessage("disk was changed by somebody else since it was read. Nothing was changed. Run the command again.");
        assertThat(FatReading.all(open(disk))).isEqualTo(before);
    }

    @Test
    void contentThatCannotBeReadLeavesAVolumeThatIsSound() throws IOException {
        SparseDisk disk = disk(40960, "-F 32 -s 1");
        FatChange broken = new FatChange.WriteFile(FilePath.parse("B"), new FailingContent(), MODIFIED, Set.of());
        FatPlan plan = FatVolume.read(disk).plan(List.of(new FatStep("one", List.of(file("A", random(1, 1000)))), new FatStep("two", List.of(broken))), CLOCK);
        List<String> done = new ArrayList<>();
        assertThatThrownBy(() -> plan.apply(disk, step -> done.add(step.title()))).isInstanceOf(IOException.class).hasMessage("the medium is gone");
        assertThat(done).containsExactly("one");
        assertThat(FatReading.all(open(disk)).keySet()).containsExactly("A");
        assertSound(disk.save(folder.resolve("fat")));
    }

    /** Content whose medium breaks. */
    private static final class FailingContent implements Storage {

        @Override
        public String name() {
            return "content";
        }

        @Override
        public long size() {
            return 3 << 20;
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            if (position > 0) {
                throw new IOException("the medium is gone");
            }
            into.position(into.limit());
        }
    }

    @Test
    void whatIsBehindTheEndOfAFolderDoesNotComeBack() throws IOException {
        SparseDisk disk = disk(9216, "-F 16 -s 1 -r 64");
        long root = FatGeometry.read(disk).rootStart();
        // As an old formatting program leaves it: entries behind the first that was never used.
        byte[] garbage = new byte[63 * 32];
        Arrays.fill(garbage, (byte) 'G');
        disk.write(root + 32, ByteBuffer.wrap(garbage));
        assertThat(FatReading.all(open(disk))).isEmpty();
        List<FatChange> changes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            changes.add(file("a name of two parts " + i, new byte[0]));
        }
        apply(disk, changes.toArray(FatChange[]::new));
        assertThat(FatReading.all(open(disk)).keySet()).hasSize(8).allMatch(name -> name.startsWith("a name of two parts "));
        assertSound(disk.save(folder.resolve("fat")));
    }

    /** The entry of cluster 341 has its first byte at the end of a sector: half of a new one would lead elsewhere. */
    @Test
    void refusesToLetAFolderGrowWhereOneWriteIsNotEnough() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 1440, "-F", "12");
        image.add(Files.write(folder.resolve("A"), new byte[339 * 512])).folder("d");
        SparseDisk disk = SparseDisk.of(image.file());
        assertThat(entry(disk, "d").position()).isEqualTo(341);
        apply(disk, file("d/a name of two parts", new byte[0]));
        String message = "d/" + "x".repeat(150) + " has no place in its folder, which cannot grow safely: the end of its chain lies in two sectors of the FAT";
        assertThat(plan(disk, file("d/" + "x".repeat(150), new byte[0])).problems()).containsExactly(message);
        // Folders that are made here end elsewhere.
        apply(disk, delete("d/a name of two parts"), delete("d"));
        apply(disk, folder("e"));
        assertThat(entry(disk, "e").position()).isNotEqualTo(341);
    }

    @Test
    void nothingIsWrittenWhenThereIsNothingToDo() throws IOException {
        PowerFailure disk = new PowerFailure(Files.readAllBytes(FatImage.format(folder.resolve("fat"), 1440).folder("d").file()), 512, 0);
        FatPlan plan = plan(disk, folder("D"), delete("none"), delete("d/none"), new FatChange.SetAttributes(FilePath.parse("d"), Set.of()));
        assertThat(plan.isEmpty()).isTrue();
        plan.apply(disk, step -> {});
        assertThat(disk.writes()).isZero();
    }

    @Test
    void aDamagedCountOfFreeClustersIsMadeARightOne() throws IOException {
        SparseDisk disk = disk(40960, "-F 32 -s 1");
        long info = FatGeometry.read(disk).infoStart();
        disk.write(info, ByteBuffer.wrap(random(9, 512)));
        apply(disk, file("A", random(1, 5000)));
        StructImage read = FatInfoSector.LAYOUT.view("disk", info, disk.read(info, 512), 0);
        long free = FatVolume.read(disk).freeBytes() / 512;
        assertThat(read.get(FatInfoSector.FREE)).isEqualTo(free);
        assertThat(read.get(FatInfoSector.NEXT)).isBetween(2L, free);
    }

    @Test
    void onlyTheFatThatIsInUseIsWrittenWhereThatIsSo() throws IOException {
        SparseDisk disk = disk(40960, "-F 32 -s 1");
        byte[] first = disk.read(0, 512);
        first[40] = (byte) 0x81;
        disk.write(0, ByteBuffer.wrap(first));
        FatGeometry geometry = FatGeometry.read(disk);
        byte[] unused = disk.read(geometry.fatStart(), 4096);
        apply(disk, file("A", random(1, 3000)));
        assertThat(disk.read(geometry.fatStart(), 4096)).isEqualTo(unused);
        assertThat(FatReading.all(open(disk))).isEqualTo(Map.of("A", Bytes.of(random(1, 3000))));
    }

    @Test
    void anotherReaderFindsTheSameNames() throws IOException {
        SparseDisk disk = disk(40960, "-F 32 -s 1");
        List<FatChange> changes = new ArrayList<>();
        tree().forEach((path, bytes) -> changes.add(file(path, bytes)));
        apply(disk, changes.toArray(FatChange[]::new));
        apply(disk, delete("x".repeat(255))); // of which the Sleuth Kit shows 254
        Path image = disk.save(folder.resolve("fat"));
        String fls = IndependentTool.run(IndependentTool.require("fls", "sleuthkit"), "-r", "-p", "-u", "-F", image.toString()).text();
        List<String> theirs = fls.lines().map(line -> line.substring(line.indexOf(':') + 2)).filter(name -> !name.matches("[$].*|.*[(]Volume Label Entry[)]")).toList();
        assertThat(theirs).containsExactlyInAnyOrderElementsOf(tree().keySet().stream().filter(name -> name.length() < 255).toList());
    }

    private static FatChange content(String path, byte[] content) {
        return new FatChange.ReplaceContent(FilePath.parse(path), MemoryStorage.of(path, content), MODIFIED);
    }

    @Test
    void anotherContentLeavesTheAttributesOfAFile() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 8192, "-F", "12");
        image.mtools("mcopy", Files.write(folder.resolve("source"), random(1, 9000)).toString(), "::/Boot Store");
        image.mtools("mattrib", "+h", "+s", "-a", "::/Boot Store");
        try (WritableFile volume = WritableFile.open(image.file())) {
            apply(volume, content("BOOT STORE", random(2, 20_000)));
        }
        assertSound(image.file());
        IndependentTool.Outcome attributes = IndependentTool.run(IndependentTool.require("mattrib", "mtools"), "-i", image.file().toString(), "::/Boot Store");
        assertThat(attributes.text()).matches("(?s)  A +SH +\\S*/Boot Store\n?");
        image.copyOut(folder.resolve("out"));
        assertThat(folder.resolve("out/Boot Store")).hasBinaryContent(random(2, 20_000));
    }

    @Test
    void refusesAnotherContentForWhatIsNoFileThatMayBeWritten() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 8192, "-F", "12").folder("EFI");
        image.mtools("mcopy", Files.write(folder.resolve("source"), random(1, 9000)).toString(), "::/locked");
        image.mtools("mattrib", "+r", "::/locked");
        try (WritableFile volume = WritableFile.open(image.file())) {
            FatPlan plan = plan(volume, content("none", random(2, 10)), content("EFI", random(2, 10)), content("locked", random(2, 10)));
            assertThat(plan.problems()).containsExactly(
                    "there is no none", "EFI is a folder, and no file that could get another content", "locked is read-only: it has the DOS attribute");
            assertThat(plan.isPossible()).isFalse();
        }
    }
}
