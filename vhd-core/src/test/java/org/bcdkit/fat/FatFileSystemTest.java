package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.FatImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAT volumes that dosfstools and mtools made. */
class FatFileSystemTest {

    private static final String LONG = "A long name, with spaces + signs; and more than 8.3 – Größe 测试.some text";

    @TempDir
    Path folder;

    /** Files of many sizes and names, in folders. */
    private Path tree() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Random random = new Random(4);
        Map<String, Integer> files = new TreeMap<>(Map.of(
                "EMPTY", 0, "ONE.TXT", 1, "lower.txt", 511, "Mixed.Txt", 512, "no extension of three.text", 4097, LONG, 70_000, "x".repeat(255), 100));
        for (int i = 0; i < 60; i++) {
            files.put("many/file number %d of the folder.dat".formatted(i), 700 + i);
        }
        files.put("EFI/Microsoft/Boot/BCD", 32_768);
        files.put("EFI/Microsoft/Boot/ünïcode folder/bootmgfw.efi", 150_001);
        for (Map.Entry<String, Integer> file : files.entrySet()) {
            byte[] bytes = new byte[file.getValue()];
            random.nextBytes(bytes);
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
        }
        Files.createDirectories(tree.resolve("empty folder"));
        return tree;
    }

    private static Path addAll(FatImage image, Path tree) throws IOException {
        try (Stream<Path> files = Files.list(tree)) {
            files.sorted().forEach(image::add);
        }
        return image.file();
    }

    @ParameterizedTest
    @CsvSource({
        "fat12,  4096, -F 12 -s 8",
        "fat12,  1440, -F 12",
        "fat16, 16384, -F 16 -s 1",
        "fat16, 65536, -F 16 -S 4096 -s 1",
        "fat16, 16384, -F 16 -f 1 -R 7",
        "fat32, 40960, -F 32 -s 1",
        "fat32, 98304, -F 32 -s 1 -S 1024 -R 40"
    })
    void readsWhatMtoolsRead(String kind, int size, String options) throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), size, (options + " -n MYLABEL").split(" "));
        addAll(image, tree());
        image.copyOut(folder.resolve("out"));
        try (Storage volume = FileStorage.open(image.file())) {
            FatFileSystem fat = FatFileSystem.open(volume);
            assertThat(fat.kind()).isEqualTo(kind);
            assertThat(fat.label()).hasValue("MYLABEL");
            Map<String, Bytes> ours = FatReading.all(fat);
            Map<String, Bytes> theirs = FatReading.allOf(folder.resolve("out"));
            assertThat(ours.keySet()).isEqualTo(theirs.keySet()).isEqualTo(FatReading.allOf(folder.resolve("tree")).keySet());
            assertThat(ours).hasSizeGreaterThan(70).isEqualTo(theirs);
        }
    }

    @Test
    void readsAFileInManyPieces() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 16384, "-F", "16", "-s", "1");
        Path small = Files.createDirectories(folder.resolve("small"));
        for (int i = 0; i < 4000; i++) {
            Files.write(small.resolve("f" + i), new byte[] {1});
        }
        image.add(small);
        image.mtools("mdel", "::/small/f*[13579]");
        byte[] content = new byte[9_000_000];
        new Random(5).nextBytes(content);
        image.add(Files.write(folder.resolve("big"), content));
        try (Storage volume = FileStorage.open(image.file())) {
            FatFileSystem fat = FatFileSystem.open(volume);
            Storage big = fat.open(fat.find(fat.root(), "BIG").orElseThrow());
            assertThat(Bytes.of(big.read(0, content.length))).isEqualTo(Bytes.of(content));
            Random random = new Random(6);
            for (int i = 0; i < 300; i++) {
                int at = random.nextInt(content.length);
                int length = random.nextInt(Math.min(5000, content.length - at) + 1);
                assertThat(Bytes.of(big.read(at, length))).isEqualTo(Bytes.of(content, at, length));
            }
            assertThatThrownBy(() -> big.read(content.length - 1, 2)).isInstanceOf(MalformedException.class);
            assertThat(fat.list(fat.find(fat.root(), "small").orElseThrow())).hasSize(2000);
        }
    }

    @Test
    void findsByLongAndShortNamesInAnyCase() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 1440);
        addAll(image, tree());
        try (Storage volume = FileStorage.open(image.file())) {
            FatFileSystem fat = FatFileSystem.open(volume);
            for (String path : List.of(
                    "efi/MICROSOFT\\boot/bcd",
                    "/EFI/Microsoft/Boot/ÜNÏCODE FOLDER/BOOTMGFW.EFI", "NOEXTE~1.TEX", "noexte~1.tex", LONG.toUpperCase().replace("SS", "ß"), "many/../LOWER.TXT", "./one.txt")) {
                assertThat(FilePath.parse(path).find(fat)).as(path).isPresent();
            }
            assertThat(FilePath.parse("\\").find(fat)).hasValue(fat.root());
            for (String path : List.of("EFI/Boot", "EFI/Microsoft/Boot/BCD/x", "ONE", "many/file number 60 of the folder.dat", "MYLABEL")) {
                assertThat(FilePath.parse(path).find(fat)).as(path).isEmpty();
            }
            assertThat(FilePath.parse("EFI/microsoft/Bot/BCD").follow(fat)).extracting(FileEntry::name).containsExactly("", "EFI", "Microsoft");
            assertThat(FilePath.parse("x/y").follow(fat)).containsExactly(fat.root());
        }
    }

    @Test
    void tellsTimesAndLabels() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 1440);
        Path file = Files.write(folder.resolve("a.txt"), new byte[3]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2021-02-03T04:05:06Z")));
        image.mtools("mcopy", "-m", file.toString(), "::/");
        byte[] bytes = Files.readAllBytes(image.file());
        FatFileSystem fat = open(bytes);
        assertThat(fat.label()).isEmpty();
        assertThat(fat.list(fat.root())).containsExactly(new FileEntry("a.txt", FileEntry.Kind.FILE, 3, Instant.parse("2021-02-03T04:05:06Z"), 2));

        // 0 for month and day, and a minute that there is not.
        int at = entry(bytes, "A       TXT");
        LittleEndian.putU16(bytes, at + 24, 0);
        assertThat(open(bytes).list(fat.root()).get(0).modified()).isEqualTo(Instant.EPOCH);
        LittleEndian.putU16(bytes, at + 24, 0x21);
        LittleEndian.putU16(bytes, at + 22, 0x7E0);
        assertThat(open(bytes).list(fat.root()).get(0).modified()).isEqualTo(Instant.EPOCH);

        // The label of the boot sector is one only without another in the root directory.
        System.arraycopy("BOOT LABEL ".getBytes(), 0, bytes, 43, 11);
        assertThat(open(bytes).label()).hasValue("BOOT LABEL");
        image.mtools("mlabel", "::Root Label");
        assertThat(open(Files.readAllBytes(image.file())).label()).hasValue("ROOT LABEL");
    }

    @Test
    void leavesOutPartsOfLongNamesThatBelongToNoEntry() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 1440).add(Files.write(folder.resolve("a name of three parts, it is long.txt"), new byte[3]));
        byte[] whole = Files.readAllBytes(image.file());
        int at = entry(whole, "ANAMEO~1TXT");
        List<String> names = new ArrayList<>();
        // A checksum of another name; parts out of order; one deleted; one missing at the start; a part with an impossible number.
        for (int[] damage : new int[][] {{at - 32 + 13, 0x01}, {at - 64, 0x03}, {at - 64, 0xE7}, {at - 96, 0x40}, {at - 96, 0x5F}, {0, 0}}) {
            byte[] bytes = whole.clone();
            bytes[damage[0]] ^= (byte) damage[1];
            FatFileSystem fat = open(bytes);
            names.add(fat.list(fat.root()).get(0).name());
        }
        assertThat(names).containsExactly(
                "ANAMEO~1.TXT", "ANAMEO~1.TXT", "ANAMEO~1.TXT", "ANAMEO~1.TXT", "ANAMEO~1.TXT", "a name of three parts, it is long.txt");
    }

    @Test
    void readsShortNamesOfTheCodePage() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 1440).add(Files.write(folder.resolve("A.TXT"), new byte[3]));
        byte[] bytes = Files.readAllBytes(image.file());
        int at = entry(bytes, "A       TXT");
        bytes[at + 1] = (byte) 0x9A; // Ü
        bytes[at] = 0x05; // 0xE5: Õ
        FatFileSystem fat = open(bytes);
        assertThat(fat.list(fat.root())).extracting(FileEntry::name).containsExactly("ÕÜ.TXT");
        bytes[at + 12] = 0x08;
        assertThat(fat(bytes)).containsExactly("õü.TXT");
        bytes[at + 12] = 0x10;
        assertThat(fat(bytes)).containsExactly("ÕÜ.txt");
    }

    private static List<String> fat(byte[] bytes) throws IOException {
        FatFileSystem fat = open(bytes);
        return fat.list(fat.root()).stream().map(FileEntry::name).toList();
    }

    /** FAT12: three halves of a byte an entry. */
    private static void link(byte[] bytes, int fatStart, int cluster, int next) {
        int at = fatStart + cluster * 3 / 2;
        int both = LittleEndian.u16(bytes, at);
        LittleEndian.putU16(bytes, at, cluster % 2 == 0 ? both & 0xF000 | next : both & 0x000F | next << 4);
    }

    @Test
    void takesTheOtherFatWhereTheFirstIsDamagedAndRefusesWhenBothAre() throws IOException {
        byte[] content = new byte[10 * 512];
        new Random(7).nextBytes(content);
        FatImage image = FatImage.format(folder.resolve("fat"), 1440).add(Files.write(folder.resolve("a"), content));
        byte[] bytes = Files.readAllBytes(image.file());
        int second = 512 + 512 * LittleEndian.u16(bytes, 22);
        for (int[] wrong : new int[][] {{6, 3}, {6, 6}, {6, 0}, {6, 0xFF7}, {4, 2000 + 900}, {6, 2}}) {
            byte[] damaged = bytes.clone();
            link(damaged, 512, wrong[0], wrong[1]);
            FatFileSystem fat = open(damaged);
            FileEntry file = fat.list(fat.root()).get(0);
            assertThat(Bytes.of(fat.open(file).read(0, content.length))).isEqualTo(Bytes.of(content));
            link(damaged, second, wrong[0], wrong[1]);
            FatFileSystem both = open(damaged);
            // A cycle is found within two rounds, at whichever of its clusters.
            boolean cycle = wrong[1] >= 2 && wrong[1] <= 6;
            String problem = cycle ? ", which it has come through before, expected an end" : " with " + wrong[1] + ", expected a cluster from 2 to 2848 or the end";
            assertThatThrownBy(() -> both.open(file))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith("fat: FAT 0 at 0x")
                    .hasMessageContaining("the chain of \"a\" goes on behind cluster ")
                    .hasMessageEndingWith(problem);
        }
    }

    @Test
    void refusesAFileThatIsLongerThanItsClustersAndAFolderThatIsTooLong() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 1440).add(Files.write(folder.resolve("A"), new byte[600]));
        byte[] bytes = Files.readAllBytes(image.file());
        int at = entry(bytes, "A          ");
        LittleEndian.putU32(bytes, at + 28, 1025);
        assertThatThrownBy(() -> open(bytes).open(only(bytes)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("fat: FAT directory entry at 0x4200: \"A\" is said to have 1025 bytes, but its 2 clusters hold 1024");
        LittleEndian.putU16(bytes, at + 26, 1);
        assertThatThrownBy(() -> open(bytes).open(only(bytes)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("fat: FAT directory entry at 0x200: \"A\" starts in cluster 1, expected one from 2 to 2848");

        FatImage large = FatImage.format(folder.resolve("large"), 40960, "-F", "32", "-s", "1").add(Files.write(folder.resolve("B"), new byte[3 << 20]));
        byte[] volume = Files.readAllBytes(large.file());
        volume[entry(volume, "B          ") + 11] = 0x10;
        FatFileSystem fat = open(volume);
        assertThatThrownBy(() -> fat.list(only(volume)))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith("the folder \"B\" has 3145728 bytes, expected 2097152 at most");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0  | 00       | it starts with 003c90, expected a jump: ebxx90 or e9xxxx",
        "11 | 0001     | bytes per sector is 256, expected 512, 1024, 2048 or 4096",
        "13 | 03       | sectors per cluster is 3, expected a power of two up to 128",
        "14 | 0000     | reserved sectors is 0, expected at least 1",
        "16 | 03       | number of FATs is 3, expected 1 or 2",
        "21 | 10       | media is 16, expected 240 or more",
        "22 | 0000     | sectors per FAT are 0 in both fields, expected at least 1",
        "19 | 1000     | the volume has 16 sectors, expected more than the 33 that come before the first cluster",
        "14 | ffff     | the volume has 2880 sectors, expected more than the 65567 that come before the first cluster"
    })
    void refusesABootSectorThatCannotBe(int at, String hex, String problem) throws IOException {
        byte[] bytes = Files.readAllBytes(FatImage.format(folder.resolve("fat"), 1440).file());
        byte[] wrong = Bytes.ofHex(hex).toArray();
        System.arraycopy(wrong, 0, bytes, at, wrong.length);
        if (problem.contains("both fields")) {
            LittleEndian.putU32(bytes, 36, 0);
        }
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(MalformedException.class).hasMessageEndingWith(": " + problem);
        assertThat(FatFileSystem.recognise(bytes)).isEmpty();
    }

    @Test
    void readsTheFatThatIsSaidToBeInUse() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 40960, "-F", "32", "-s", "1").add(Files.write(folder.resolve("A"), new byte[] {1, 2, 3}));
        byte[] bytes = Files.readAllBytes(image.file());
        int first = 512 * LittleEndian.u16(bytes, 14);
        int length = 512 * LittleEndian.i32(bytes, 36);
        Arrays.fill(bytes, first, first + length, (byte) 0);
        Arrays.fill(bytes, 6 * 512, 7 * 512, (byte) 0); // else the backup would be asked
        bytes[40] = (byte) 0x81;
        assertThat(fat(bytes)).containsExactly("A");
        bytes[40] = (byte) 0x80;
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(MalformedException.class).hasMessageContaining("FAT 0 at ");
        bytes[40] = (byte) 0x82;
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(MalformedException.class).hasMessageEndingWith("FAT 2 is said to be in use, expected one of the 2 there are");
        assertThatThrownBy(() -> open(Arrays.copyOf(bytes, first + length)))
                .isInstanceOf(MalformedException.class);
        bytes[40] = 0;
        LittleEndian.putU32(bytes, 44, 1);
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(MalformedException.class).hasMessageContaining("root cluster is 1, expected 2 to ");
    }

    @ParameterizedTest
    @CsvSource({"40960,512", "98304,1024", "163840,2048"})
    void usesTheBackupOfTheBootSectorOfAFat32(int kibibytes, int sectorSize) throws IOException {
        String[] options = {"-F", "32", "-s", "1", "-S", Integer.toString(sectorSize)};
        FatImage image = FatImage.format(folder.resolve("fat"), kibibytes, options).add(Files.write(folder.resolve("A"), new byte[] {1, 2, 3}));
        byte[] bytes = Files.readAllBytes(image.file());
        assertThat(open(bytes).remarks()).isEmpty();
        Arrays.fill(bytes, 0, 3 * sectorSize, (byte) 0);
        assertThat(fat(bytes)).containsExactly("A");
        assertThat(open(bytes).remarks())
                .containsExactly("the boot sector at the start of the volume is damaged; its backup at 0x" + Integer.toHexString(6 * sectorSize) + " was read");
        bytes[6 * sectorSize] = 0;
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessage("fat: FAT boot sector at 0x0: it starts with 000000, expected a jump: ebxx90 or e9xxxx");
    }

    /** FAT12 and FAT16 have no backup: what looks like one is in a file. */
    @Test
    void asksForNoBackupOfAFat16() throws IOException {
        byte[] bytes = Files.readAllBytes(FatImage.format(folder.resolve("fat"), 16384, "-F", "16", "-s", "1").file());
        System.arraycopy(bytes, 0, bytes, 6 * 512, 512);
        Arrays.fill(bytes, 0, 512, (byte) 0);
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(MalformedException.class).hasMessageStartingWith("fat: FAT boot sector at 0x0: ");
    }

    private static FileEntry only(byte[] bytes) throws IOException {
        FatFileSystem fat = open(bytes);
        return fat.list(fat.root()).get(0);
    }

    private static FatFileSystem open(byte[] bytes) throws IOException {
        return FatFileSystem.open(MemoryStorage.of("fat", bytes));
    }

    /** Where the entry with that short name is. */
    private static int entry(byte[] bytes, String name) {
        for (int at = 0; at < bytes.length; at += 32) {
            if (new String(bytes, at, 11, StandardCharsets.ISO_8859_1).equals(name)) {
                return at;
            }
        }
        throw new IllegalStateException(name);
    }
}
