package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.bcdkit.cli.Bcd;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.SignedPrograms;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What firmware starts from a system partition when {@code bcd init} was killed at any of its system calls, or the power failed: what it started
 * before, or the new Windows.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class InterruptedInitTest {

    private static final String OLD = "The old Windows";
    private static final String NEW = "The new Windows";
    private static final String NEW_ID = "C0000000-7777-4888-8999-0123456789AB";
    private static final String NEXT_ID = "E0000000-CCCC-4DDD-8EEE-0123456789AB";
    private static final int TABLE = 34 * 512; // with the sector in front of the first copy
    private static final Pattern STEP = Pattern.compile("\\[[0-9]+/[0-9]+] ");
    private static final String NEW_DEVICE = "gpt:{" + WindowsDisk.DISK_ID + "},{" + NEW_ID + "}";

    @TempDir
    static Path made;

    private static WindowsTree newTree;
    /** Has no system partition. */
    private static WindowsDisk bare;
    /** Has an empty one. */
    private static WindowsDisk empty;
    /** The same, after the old Windows was made to start from it. */
    private static WindowsDisk old;

    @TempDir
    Path folder;

    /** What firmware reads of a system partition; what is absent is not there. */
    private record Read(Optional<Bytes> fallback, Optional<Bytes> manager, Optional<Bytes> store) {

        private static final String FALLBACK = "EFI/Boot/bootx64.efi";
        private static final String MANAGER = "EFI/Microsoft/Boot/bootmgfw.efi";
        private static final String STORE = "EFI/Microsoft/Boot/BCD";

        static Read of(Path volume, Path to) throws IOException {
            Path out = Files.createTempDirectory(to, "read");
            List<String> words = List.of(IndependentTool.require("mcopy", "mtools").toString(), "-n", "-i", volume.toString(), "::/" + FALLBACK,
                    "::/" + MANAGER, "::/" + STORE, out.toString());
            IndependentTool.run(Duration.ofMinutes(1), Map.of("MTOOLS_SKIP_CHECK", "1"), words);
            return new Read(take(out, FALLBACK), take(out, MANAGER), take(out, STORE));
        }

        private static Optional<Bytes> take(Path folder, String path) throws IOException {
            Path file = folder.resolve(Path.of(path).getFileName().toString());
            return Files.exists(file) ? Optional.of(Bytes.of(Files.readAllBytes(file))) : Optional.empty();
        }
    }

    @BeforeAll
    static void makeADisk() throws IOException {
        byte[] standIn = StandIn.efi(Files.createDirectory(made.resolve("stand-in")));
        WindowsTree tree = WindowsTree.windows11(Files.createDirectory(made.resolve("win")));
        tree.file("Boot/EFI/bootmgfw.efi", signed(standIn));
        newTree = WindowsTree.windows11(Files.createDirectory(made.resolve("new")));
        newTree.file("Boot/EFI/bootmgfw.efi", signed(standIn)).file("Boot/Fonts/wgl4_boot.ttf", new byte[3000]);
        bare = WindowsDisk.gpt(made, tree);
        empty = bare.copy(made.resolve("empty.raw"));
        empty.addEmptySystemPartition(made);
        old = empty.copy(made.resolve("old.raw"));
        Bcd.Result result = old.init("--name", OLD, "--yes");
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** By another key each time, so that the bytes differ. */
    private static byte[] signed(byte[] program) throws IOException {
        return SignedPrograms.sign(made, program, "Microsoft Windows", "Microsoft Windows Production PCA 2011");
    }

    /** Has the new Windows start from {@code disk}, and gives every content of the system partition that firmware may find when that stops. */
    private Map<Read, Path> interrupted(WindowsDisk disk) throws IOException {
        Path volume = disk.copySystemVolume(folder.resolve("volume"));
        Map<Read, Path> states = new LinkedHashMap<>();
        WindowsDisk written = disk.copy(folder.resolve("written.raw"));
        List<WriteJournal.Call> calls = calls(written);
        try (var interrupted = new InterruptedDisk(volume)) {
            interrupted.replay(calls, disk.systemPartition(), moment -> {
                assertThat(FatImage.at(volume).faultsAfterCrash()).as(moment).isEmpty();
                Read read = Read.of(volume, folder);
                if (!states.containsKey(read)) {
                    states.put(read, Files.copy(volume, folder.resolve("state" + states.size())));
                }
            });
        }
        assertThat(Files.mismatch(volume, written.copySystemVolume(folder.resolve("at the end")))).isEqualTo(-1);
        return states;
    }

    /** Has the new Windows start from {@code disk}, and gives the system calls by which that happens. */
    private List<WriteJournal.Call> calls(WindowsDisk disk, String... options) throws IOException {
        List<String> words = new ArrayList<>(init(disk));
        words.addAll(List.of(options));
        List<WriteJournal.Call> calls = WriteJournal.of(folder, disk.file(), Program.command(words.toArray(new String[0])));
        assertThat(calls).hasSizeBetween(40, 400);
        return calls;
    }

    private static List<String> init(WindowsDisk disk) {
        return List.of("init", newTree.folder().toString(), "--disk", disk.file().toString(), "--windows-device", NEW_DEVICE, "--name", NEW, "--yes");
    }

    /** What the stand-in says when {@code disk} starts with that content of its system partition. */
    private Map<String, String> started(WindowsDisk disk, Path volume, Path variables, Path... moreDisks) throws IOException {
        disk.putSystemVolume(volume);
        List<Path> disks = new ArrayList<>(List.of(disk.file()));
        disks.addAll(List.of(moreDisks));
        return VirtualMachine.uefi(folder, variables).start(disks.toArray(new Path[0]));
    }

    /** The title of what was started, which has to be one Windows or the other, with all that belongs to it. */
    private static String title(Map<String, String> said) {
        boolean isNew = said.get("title").equals(NEW);
        assertThat(said)
                .containsEntry("manager.device", said.get("volume") + " is there")
                .containsEntry("path", "\\Windows\\system32\\winload.efi")
                .containsEntry("device", isNew ? NEW_ID + " is missing" : WindowsDisk.WINDOWS_ID + " is there");
        return said.get("title");
    }

    @Test
    void anotherWindowsIsAddedToADiskThatStartsAllTheTime() throws IOException {
        Map<Read, Path> states = interrupted(old);
        assertThat(states).hasSizeBetween(3, 8);
        Path none = Files.createDirectory(folder.resolve("no variables"));
        Path entry = Files.createDirectory(folder.resolve("variables"));
        Bcd.Result added = new Bcd().call("firmware", "add", "--disk", old.file().toString(), "--efivars", entry.toString());
        assertThat(added.code()).as(added.err()).isZero();
        WindowsDisk disk = old.copy(folder.resolve("started.raw"));
        // Which boot manager is started with which store, by the removable path and by the entry.
        Map<List<Object>, String> byFallback = new LinkedHashMap<>();
        Map<List<Object>, String> byEntry = new LinkedHashMap<>();
        for (Map.Entry<Read, Path> state : states.entrySet()) {
            Read read = state.getKey();
            List<Object> fallback = List.of(read.fallback().orElseThrow(), read.store().orElseThrow());
            if (!byFallback.containsKey(fallback)) {
                Map<String, String> said = started(disk, state.getValue(), none);
                assertThat(said.get("program")).isEqualToIgnoringCase("\\EFI\\Boot\\bootx64.efi");
                byFallback.put(fallback, title(said));
            }
            List<Object> manager = List.of(read.manager().orElseThrow(), read.store().orElseThrow());
            if (!byEntry.containsKey(manager)) {
                Map<String, String> said = started(disk, state.getValue(), entry);
                assertThat(said).containsEntry("program", "\\EFI\\Microsoft\\Boot\\bootmgfw.efi").containsEntry("entry", "Windows Boot Manager");
                byEntry.put(manager, title(said));
            }
        }
        assertThat(byFallback.values()).containsExactly(OLD, OLD, NEW);
        assertThat(byEntry.values()).containsExactly(OLD, OLD, NEW);
    }

    @Test
    void firmwareGoesOnToTheNextDiskUntilAnEmptyOneStarts() throws IOException {
        Map<Read, Path> states = interrupted(empty);
        assertThat(states).hasSizeBetween(3, 8);
        Path none = Files.createDirectory(folder.resolve("no variables"));
        WindowsDisk disk = empty.copy(folder.resolve("started.raw"));
        WindowsDisk next = next();
        Map<List<Object>, String> titles = new LinkedHashMap<>();
        for (Map.Entry<Read, Path> state : states.entrySet()) {
            // Without an entry only the removable path leads here.
            List<Object> read = List.of(state.getKey().fallback(), state.getKey().fallback().isPresent() ? state.getKey().store() : "");
            if (!titles.containsKey(read)) {
                Map<String, String> said = started(disk, state.getValue(), none, next.file());
                titles.put(read, titleOnEither(said));
            }
        }
        assertThat(titles.values()).containsExactly(OLD, NEW);
    }

    /** A disk that starts the old Windows. */
    private WindowsDisk next() {
        WindowsDisk next = old.copy(folder.resolve("next.raw"));
        WindowsDisk.run("sgdisk", "gdisk", "-u", "2:" + NEXT_ID, next.file().toString());
        return next;
    }

    /** The title of what was started from the first disk or the next one; only the latter has the old Windows. */
    private static String titleOnEither(Map<String, String> said) {
        boolean isNext = said.get("volume").equals(NEXT_ID);
        assertThat(said.get("title")).isEqualTo(isNext ? OLD : NEW);
        return isNext ? said.get("title") : title(said);
    }

    @Test
    void firmwareGoesOnToTheNextDiskUntilANewPartitionStarts() throws IOException {
        WindowsDisk written = bare.copy(folder.resolve("written.raw"));
        Path disk = bare.copy(folder.resolve("disk.raw")).file();
        List<WriteJournal.Call> calls = calls(written, "--create-esp", "40MiB");
        // Every content of the partition table that firmware can find.
        Map<Bytes, Path> states = new LinkedHashMap<>();
        try (var interrupted = new InterruptedDisk(disk)) {
            interrupted.replay(calls, 0, moment -> {
                Bytes table = table(disk);
                if (!states.containsKey(table)) {
                    states.put(table, bareAs(disk, "state" + states.size()));
                }
            });
        }
        assertThat(Files.mismatch(disk, written.file())).isEqualTo(-1);
        assertThat(states).hasSizeBetween(3, 10);
        WindowsDisk next = next();
        Path none = Files.createDirectory(folder.resolve("no variables"));
        List<String> titles = new ArrayList<>();
        for (Path state : states.values()) {
            titles.add(titleOnEither(VirtualMachine.uefi(folder, none).start(state, next.file())));
        }
        assertThat(titles).startsWith(OLD).contains(NEW);
    }

    private Path bareAs(Path disk, String name) {
        return new WindowsDisk(disk, bare.mebibytes()).copy(folder.resolve(name)).file();
    }

    /** Both copies of the partition table. */
    private static Bytes table(Path disk) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "r")) {
            byte[] both = new byte[2 * TABLE];
            file.readFully(both, 0, TABLE);
            file.seek(file.length() - TABLE);
            file.readFully(both, TABLE, TABLE);
            return Bytes.of(both);
        }
    }

    /** The process is killed when it said that so many steps are done, and a moment later. */
    private static int runAndKill(WindowsDisk disk, int steps, Duration later) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(init(disk));
        words.add("--verbose");
        Process process = new ProcessBuilder(Program.command(words.toArray(new String[0]))).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            int done = 0;
            for (String line = ""; line != null && done < steps; line = err.readLine()) {
                done += STEP.matcher(line).lookingAt() ? 1 : 0;
            }
            Thread.sleep(later.toMillis());
            process.destroyForcibly();
            return process.waitFor();
        }
    }

    @Test
    void aSecondRunDoesWhatAKilledOneLeftUndone() throws IOException, InterruptedException {
        Random random = new Random(9);
        int killed = 0;
        WindowsDisk disk = old;
        for (int round = 0; round < 14; round++) {
            disk = (round % 2 == 0 ? old : empty).copy(folder.resolve("killed.raw"));
            Duration later = Duration.ofMillis(random.nextInt(round < 2 ? 500 : 5));
            killed += runAndKill(disk, round / 2, later) == 0 ? 0 : 1;
            Bcd.Result again = new Bcd().call(init(disk).toArray(new String[0]));
            assertThat(again.code()).as("round %d: %s", round, again.err()).isZero();
            Path volume = disk.copySystemVolume(folder.resolve("volume"));
            assertThat(FatImage.at(volume).faultsApartFromLostClusters()).as("round %d", round).isEmpty();
            Read read = Read.of(volume, folder);
            Optional<Bytes> manager = Optional.of(Bytes.of(newTree.bytes("Boot/EFI/bootmgfw.efi")));
            assertThat(read.manager()).isEqualTo(manager);
            assertThat(read.fallback()).isEqualTo(manager);
            assertThat(titles(read.store().orElseThrow())).containsExactlyInAnyOrderElementsOf(round % 2 == 0 ? List.of(OLD, NEW) : List.of(NEW));
        }
        assertThat(killed).as("rounds in which the program was not done yet").isGreaterThan(6);
        Path none = Files.createDirectory(folder.resolve("no variables"));
        assertThat(title(VirtualMachine.uefi(folder, none).start(disk.file()))).isEqualTo(NEW);
    }

    /** The titles of the entries of a store. */
    private List<String> titles(Bytes store) throws IOException {
        Path file = Files.write(folder.resolve("BCD"), store.toArray());
        JsonNode list = new ObjectMapper().readTree(new Bcd().call("list", "--json", "--store", file.toString()).out());
        List<String> titles = new ArrayList<>();
        for (JsonNode entry : list.get("entries")) {
            titles.add(entry.get("description").asText());
        }
        return titles;
    }
}
