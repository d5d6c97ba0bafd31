package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.host.DiskUse;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changing stores on the system partition of a disk that is not mounted: what is written is read back by mtools, fsck.fat and hivex. */
class ChangedStoreInImageTest {

    private static final Instant TEN = Instant.parse("2026-11-24T10:15:00.123Z");
    private static final String STORE = "EFI/Microsoft/Boot/BCD";
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();

    /** The same store in a file, in a folder of its own. */
    private Path store;

    private Path system;
    private Path disk;
    private String place;

    @BeforeEach
    void makeADisk() throws IOException {
        store = SampleStore.in(Files.createDirectory(folder.resolve("file")));
        system = folder.resolve("system");
        Path boot = Files.createDirectories(system.resolve("EFI/Microsoft/Boot"));
        Files.copy(store, boot.resolve("BCD"));
        byte[] other = new byte[50_000];
        new Random(1).nextBytes(other);
        Files.write(boot.resolve("bootmgfw.efi"), other);
        Files.write(Files.createDirectories(system.resolve("EFI/Boot")).resolve("bootx64.efi"), other);
        Files.write(system.resolve("a long name that is no boot file.text"), Arrays.copyOf(other, 700));
        make();
    }

    private void make() throws IOException {
        byte[] data = new byte[MIB];
        new Random(2).nextBytes(data);
        disk = SystemDisk.gpt(folder.resolve("disk.raw"), system, Files.write(folder.resolve("volume"), data));
        place = disk + ":1/" + STORE;
    }

    /** The volume of the system partition, by itself. */
    private FatImage volume() throws IOException {
        byte[] bytes = Files.readAllBytes(disk);
        return FatImage.at(Files.write(folder.resolve("part"), Arrays.copyOfRange(bytes, MIB, 5 * MIB)));
    }

    private void putBack(FatImage volume) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(MIB);
            file.write(Files.readAllBytes(volume.file()));
        }
    }

    /** What is on the volume, by mtools; fsck.fat has to find it sound. */
    private Map<String, byte[]> files() throws IOException {
        FatImage volume = volume();
        IndependentTool.Outcome fsck = IndependentTool.run(IndependentTool.require("fsck.fat", "dosfstools"), "-n", "-V", volume.file().toString());
        assertThat(fsck.exitCode()).as(fsck.text() + fsck.stderr()).isZero();
        Path out = Files.createTempDirectory(folder, "out");
        volume.copyOut(out);
        return files(out);
    }

    private static Map<String, byte[]> files(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private Bcd.Result inImage(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--yes");
        return bcd.call(Calls.on(Path.of(place), all.toArray(new String[0])));
    }

    /** The volume has what the folder of the store in a file has, and all else that it had. */
    private void assertLikeTheFile() throws IOException {
        Map<String, byte[]> expected = files(system);
        expected.remove(STORE);
        for (Map.Entry<String, byte[]> file : files(store.getParent()).entrySet()) {
            expected.put("EFI/Microsoft/Boot/" + file.getKey(), file.getValue());
        }
        Map<String, byte[]> found = files();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        for (Map.Entry<String, byte[]> file : expected.entrySet()) {
            assertThat(found.get(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
        }
    }

    @Test
    void keepsTheOldStoreBesideTheNewOne() throws IOException {
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result result = bcd.at(TEN).call("timeout", "7", "--store", place, "--yes");

        Bcd.Result inFile = bcd.at(TEN).call(Calls.on(store, "timeout", "7"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(inFile.out().replace(store.toString(), place).replace("--store " + place, "--store " + place + " --yes"));
        assertLikeTheFile();
        Map<String, byte[]> files = files();
        assertThat(files.keySet().stream().filter(name -> name.matches(STORE + "\\.20261124-101500-123\\.[0-9a-f]{8}\\.bak"))).hasSize(1);
        Path read = Files.write(folder.resolve("read"), files.get(STORE));
        assertThat(IndependentTool.run(IndependentTool.require("hivexml", "libhivex-bin"), read.toString()).exitCode()).isZero();
        byte[] after = Files.readAllBytes(disk);
        Arrays.fill(before, MIB, 5 * MIB, (byte) 0);
        Arrays.fill(after, MIB, 5 * MIB, (byte) 0);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void holdsTheSameBytesAsAFileAfterTheSameChanges() throws IOException {
        String[][] calls = {{"set", LOADER.toString(), "nx", "AlwaysOn"}, {"copy", LOADER.toString(), "--name", "Second"}, {"rename", "Second", "Third"},
            {"order", "Third", LOADER.toString()}, {"default", "Third"}, {"unset", LOADER.toString(), "nx"}, {"timeout", "4"}, {"delete", "Third"},
            {"edit", "/bootdebug", LOADER.toString(), "on"}};
        for (int i = 0; i < calls.length; i++) {
            bcd.at(TEN.plusSeconds(i));
            Bcd.Result result = inImage(calls[i]);
            assertThat(result.code()).as(String.join(" ", calls[i]) + result.err()).isZero();
            if (calls[i][0].equals("copy")) {
                // The identifier is made up each time.
                for (Map.Entry<String, byte[]> file : files().entrySet()) {
                    if (file.getKey().startsWith(STORE)) {
                        Files.write(store.resolveSibling(file.getKey().substring(STORE.length() - 3)), file.getValue());
                    }
                }
            } else {
                assertThat(bcd.call(Calls.on(store, calls[i])).code()).isZero();
            }
            assertLikeTheFile();
        }
    }

    @Test
    void isGoneBackIn() throws IOException {
        byte[] first = Files.readAllBytes(store);
        bcd.at(TEN);
        inImage("timeout", "7");
        byte[] second = files().get(STORE);
        assertThat(inImage("timeout", "8").code()).isZero();

        assertThat(bcd.call("undo", "--store", place, "--dry-run").out()).contains("8 → 7").endsWith("Nothing was written (--dry-run).\n");
        Bcd.Result back = inImage("undo");
        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).startsWith("Go back to " + place + ".20261124-101500-124.").contains("\nWhat was taken back is kept as " + place + ".20261124-101500-125.");
        assertThat(files().get(STORE)).isEqualTo(second);
        assertThat(inImage("undo").code()).isZero();
        assertThat(files().get(STORE)).isEqualTo(first);
        assertThat(files().keySet().stream().filter(name -> name.endsWith(".bak"))).isEmpty();
        assertThat(files().keySet().stream().filter(name -> name.endsWith(".undone"))).hasSize(2);
        assertThat(inImage("undo")).isEqualTo(new Bcd.Result(3, "", "bcd: There is no kept copy of " + place + ", so there is nothing to go back to.\n"));
    }

    @Test
    void hasAHistory() throws IOException {
        assertThat(bcd.call("history", "--store", place).out()).isEqualTo("No copies are kept: nothing changed this store yet.\n");
        bcd.at(TEN);
        inImage("timeout", "7");
        String copy = files().keySet().stream().filter(name -> name.endsWith(".bak")).findFirst().orElseThrow();
        assertThat(bcd.call("history", "--store", place)).isEqualTo(new Bcd.Result(0, "2026-11-24 10:15:00 UTC  " + disk + ":1/" + copy + "\n", ""));
        JsonNode json = new ObjectMapper().readTree(bcd.call("history", "--store", place.replace("BCD", "bcd"), "--json").out());
        assertThat(json.get("copies")).hasSize(1);
        assertThat(json.get("copies").get(0).get("file").asText()).isEqualTo(disk + ":1/" + copy);
        assertThat(bcd.call("list", "--store", disk + ":1/" + copy).code()).isZero();
    }

    @Test
    void tellsAProgramWhereTheCopyIs() throws IOException {
        JsonNode json = new ObjectMapper().readTree(bcd.at(TEN).call("timeout", "7", "--store", place, "--yes", "--json").out());
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("backup").asText()).startsWith(place + ".20261124-101500-123.").endsWith(".bak");
        JsonNode undone = new ObjectMapper().readTree(bcd.call("undo", "--store", place, "--yes", "--json").out());
        assertThat(undone.get("restored").asText()).isEqualTo(json.get("backup").asText());
        assertThat(undone.get("backup").asText()).endsWith(".undone");
    }

    @Test
    void hasTwentyCopiesAtMost() throws IOException {
        for (int i = 0; i < 25; i++) {
            bcd.at(TEN.plusSeconds(i));
            assertThat(inImage("timeout", Integer.toString(100 + i)).code()).isZero();
            assertThat(bcd.call(Calls.on(store, "timeout", Integer.toString(100 + i))).code()).isZero();
        }
        assertThat(files().keySet().stream().filter(name -> name.endsWith(".bak"))).hasSize(KeptCopy.MOST);
        assertLikeTheFile();
    }

    @Test
    void isPlannedForAndLeftAsItIsInADryRun() throws IOException {
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result planned = bcd.call("timeout", "7", "--store", place, "--dry-run");
        assertThat(planned).isEqualTo(bcd.call(Calls.on(store, "timeout", "7", "--dry-run")));
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }

    @Test
    void isChangedOnlyWhenThatIsConfirmed() throws IOException {
        byte[] before = Files.readAllBytes(disk);
        String question = "bcd: " + disk + ":1 is in a disk that is written to directly, which nobody else may have in use. Confirm it with --yes."
                + " Nothing was written.\n";
        Bcd.Result refused = bcd.call("timeout", "7", "--store", place);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out()).contains("30 → 7");
        assertThat(refused.err()).isEqualTo(question);
        Bcd.Result edit = bcd.call("edit", "/store", place, "/timeout", "7");
        assertThat(edit.code()).isEqualTo(1);
        assertThat(edit.err()).contains("An error has occurred setting the element data.").endsWith(question);
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
        assertThat(bcd.call("edit", "--yes", "/store", place, "/timeout", "7").code()).isZero();
        assertThat(bcd.call("list", "--store", place).out()).contains("7");
        assertThat(bcd.call("undo", "--store", place).err()).isEqualTo(question);
    }

    @Test
    void needsRoomForTheStoreAndItsCopy() throws IOException {
        FatImage volume = volume();
        long free = 0;
        byte[] fill = new byte[64 << 10];
        new Random(3).nextBytes(fill);
        for (int i = 0; i < 70; i++) {
            Path file = Files.write(folder.resolve("fill" + i), fill);
            try {
                volume.add(file);
            } catch (AssertionError full) {
                free = i;
                break;
            }
        }
        assertThat(free).isPositive();
        putBack(volume);
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result result = bcd.call("timeout", "7", "--store", place, "--yes");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .matches("(?s)error: \\Q" + disk + ":1\\E has [0-9.]+ (KiB|bytes) free, and [0-9.]+ KiB are needed for the new store and a copy of the old one"
                        + " \\[BCD-18]\n  Mount the partition, .*\nbcd: Nothing was changed\\.\n");
        assertThat(bcd.call("edit", "--yes", "/store", place, "/timeout", "7").err()).contains("[BCD-18]");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }

    @Test
    void keepsItsAttributes() throws IOException {
        putBack(volume().mtools("mattrib", "+h", "+s", "-a", "::/" + STORE));
        assertThat(inImage("timeout", "7").code()).isZero();
        FatImage volume = volume();
        IndependentTool.Outcome attributes =
                IndependentTool.run(IndependentTool.require("mattrib", "mtools"), "-i", volume.file().toString(), "::/" + STORE);
        assertThat(attributes.text()).matches("(?s)  A +SH +\\S*/BCD\n?");
        assertThat(files()).containsKey(STORE);
    }

    @Test
    void isLeftAloneWhenItIsReadOnly() throws IOException {
        putBack(volume().mtools("mattrib", "+r", "::/" + STORE));
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result result = inImage("timeout", "7");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("error: " + disk + ":1: " + STORE + " is read-only: it has the DOS attribute [BCD-17]\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }

    @Test
    void isLeftAloneOnADamagedVolume() throws IOException {
        byte[] before = Files.readAllBytes(disk);
        ByteBuffer bootSector = ByteBuffer.wrap(before, MIB, 512).slice().order(ByteOrder.LITTLE_ENDIAN);
        int secondTable = (bootSector.getShort(14) + bootSector.getShort(22)) * 512;
        before[MIB + secondTable + 200] ^= 0x10;
        Files.write(disk, before);
        assertThat(bcd.call("list", "--store", place).code()).isZero();
        Bcd.Result result = inImage("timeout", "7");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).startsWith("bcd: " + disk + ":1: FAT 1 at 0x").contains("Repair the volume with fsck.fat or chkdsk first");
        Bcd.Result edit = bcd.call("edit", "--yes", "/store", place, "/timeout", "7");
        assertThat(edit.code()).isEqualTo(1);
        assertThat(edit.err()).startsWith("An error has occurred setting the element data.\n").contains("FAT 1 at 0x");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }

    @Test
    void isLeftAloneWhileSomebodyHasTheDiskInUse() throws IOException {
        byte[] before = Files.readAllBytes(disk);
        DiskUse.Use locked = new DiskUse.Use(OptionalLong.empty(), "process 17 (qemu-system-x86) has locked " + disk);
        bcd.machine().diskUse(new DiskUse(false, OptionalInt.empty(), List.of(), List.of(locked)));
        Bcd.Result result = inImage("timeout", "7");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("error: process 17 (qemu-system-x86) has locked " + disk + " [BCD-17]\n"
                + "  Detach it first; or where its partition is mounted, name the store there with --store.\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }

    @Test
    void isLeftAloneOnAnotherFileSystem() throws IOException {
        Path ntfs = new NtfsBuilder(folder, 8L * MIB, "-c", "4096").folder("/Boot").file("/Boot/BCD", Files.readAllBytes(store)).build();
        byte[] before = Files.readAllBytes(ntfs);
        Bcd.Result result = bcd.call("timeout", "7", "--store", ntfs + ":0/Boot/BCD", "--yes");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("error: " + ntfs + ":0 holds NTFS, and only FAT is written to while nobody has it mounted [BCD-17]\n"
                + "  Mount it, and name the store there with --store.\nbcd: Nothing was changed.\n");
        assertThat(Files.readAllBytes(ntfs)).isEqualTo(before);
    }

    @Test
    void isChangedOnADiskWithoutAPartitionTable() throws IOException {
        disk = volume().file();
        bcd.at(TEN);
        Bcd.Result result = bcd.call("timeout", "7", "--store", disk + ":0/" + STORE, "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        Path out = folder.resolve("whole");
        FatImage.at(disk).copyOut(out);
        assertThat(new StoreFile(out.resolve(STORE), Clock.systemUTC()).read().store()).isNotEqualTo(SampleStore.store());
    }

    @Test
    void isChangedInAFixedVhd() throws IOException {
        Path vhd = folder.resolve("disk.vhd");
        convert("-f", "raw", "-O", "vpc", "-o", "subformat=fixed,force_size=on", disk.toString(), vhd.toString());
        bcd.at(TEN);
        assertThat(bcd.call("timeout", "7", "--store", vhd + ":1/" + STORE, "--yes").code()).isZero();
        convert("-f", "vpc", "-O", "raw", vhd.toString(), disk.toString());
        assertThat(bcd.call(Calls.on(store, "timeout", "7")).code()).isZero();
        assertLikeTheFile();
    }

    /** What is known before anything is written is said by the preview as well. */
    @Test
    void isLeftAloneInADamagedVhd() throws IOException {
        Path vhd = folder.resolve("disk.vhd");
        convert("-f", "raw", "-O", "vpc", "-o", "subformat=dynamic,force_size=on", disk.toString(), vhd.toString());
        byte[] damaged = Files.readAllBytes(vhd);
        Arrays.fill(damaged, damaged.length - 512, damaged.length, (byte) 0);
        Files.write(vhd, damaged);
        Bcd.Result preview = bcd.call("timeout", "7", "--store", vhd + ":1/" + STORE, "--dry-run");
        assertThat(preview.code()).isEqualTo(4);
        assertThat(preview.err()).contains("; nothing is written to its disk as long as that is so");
        Bcd.Result changed = bcd.call("timeout", "7", "--store", vhd + ":1/" + STORE, "--yes");
        assertThat(changed.code()).isEqualTo(4);
        assertThat(changed.err()).isEqualTo(preview.err());
        assertThat(Files.readAllBytes(vhd)).isEqualTo(damaged);
    }

    private static void convert(String... words) {
        List<String> all = new ArrayList<>(List.of("convert"));
        all.addAll(List.of(words));
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("qemu-img", "qemu-utils"), all.toArray(new String[0]));
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

    @Test
    void isMadeWholeFromItsLogs() throws IOException {
        BcdObject changed = SampleStore.store().find(LOADER).orElseThrow().with(Element.of(ElementType.NX, new IntegerValue(3)));
        SampleStore.soilWithLog(system.resolve(STORE), SampleStore.store().with(changed));
        make();
        assertThat(inImage("timeout", "7").code()).isEqualTo(3);
        Bcd.Result repaired = inImage("check", "--repair");
        assertThat(repaired.code()).as(repaired.err()).isZero();
        assertThat(repaired.out()).contains("~ " + place + " not closed cleanly → clean, with the changes from its logs", "The old store is kept as " + place + ".");
        assertThat(inImage("check").code()).isZero();
        assertThat(bcd.call("show", LOADER.toString(), "--store", place).out()).contains("nx                      AlwaysOn");
        assertThat(inImage("check", "--repair").out()).contains("Nothing to do: ");
    }
}
