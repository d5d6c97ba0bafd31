package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.edit.SampleStores.DATA;
import static org.bcdkit.edit.SampleStores.NEW;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

    @TempDir
    Path folder;

    private Path path;
    private BcdStore store;

    @BeforeEach
    void makeAStore() throws IOException {
        path = folder.resolve("BCD");
        store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11);
        at(NOON).create(store);
    }

    @Test
    void readsBackTheStoreItMade() throws IOException {
        StoreSnapshot snapshot = at(NOON).read();

        assertThat(snapshot.store()).isEqualTo(store);
        assertThat(snapshot.hive().info().state()).isEqualTo(HiveState.CLEAN);
        assertThat(snapshot.findings()).isEmpty();
    }

    @Test
    void appliesAPlanAndKeepsTheOldBytesBesideIt() throws IOException {
        byte[] old = Files.readAllBytes(path);
        StorePlan plan = plan("A");

        Path copy = Path.of(at(NOON).change(plan).apply());

        assertThat(copy.getFileName().toString()).matches("BCD\\.20261124-120000-123\\.[0-9a-f]{8}\\.bak");
        assertThat(copy).hasBinaryContent(old);
        assertThat(at(NOON).read().store()).isEqualTo(plan.after());
        assertThat(filesBeside()).containsExactlyInAnyOrder("BCD", copy.getFileName().toString());
    }

    @Test
    void preparesNoChangeWhenThereIsNothingToDo() throws IOException {
        byte[] old = Files.readAllBytes(path);
        StoreSnapshot snapshot = at(NOON).read();

        StorePlan nothing = new StorePlan("nothing", snapshot, snapshot.store(), List.of());
        assertThatThrownBy(() -> at(NOON).change(nothing)).isInstanceOf(IllegalStateException.class).hasMessage("there is nothing to change by: nothing");

        assertThat(path).hasBinaryContent(old);
        assertThat(filesBeside()).containsExactly("BCD");
    }

    @Test
    void refusesAPlanThatWasMadeFromAnotherStore() throws IOException {
        StorePlan plan = plan("A");
        at(NOON).change(plan("B")).apply();
        byte[] now = Files.readAllBytes(path);

        assertThatThrownBy(() -> at(NOON).change(plan).apply()).isInstanceOf(StalePlanException.class);

        assertThat(path).hasBinaryContent(now);
    }

    @Test
    void goesBackChangeByChange() throws IOException {
        byte[] first = Files.readAllBytes(path);
        at(NOON).change(plan("A")).apply();
        byte[] second = Files.readAllBytes(path);
        at(NOON.plusSeconds(1)).change(plan("B")).apply();
        byte[] third = Files.readAllBytes(path);

        StoreFile file = at(NOON.plusSeconds(2));
        Path takenBack = undo(file);
        assertThat(path).hasBinaryContent(second);
        assertThat(takenBack).hasBinaryContent(third);
        assertThat(file.lastCopy().orElseThrow().isFollowedBy(Fingerprint.of(file.content()))).isTrue();

        undo(file);
        assertThat(path).hasBinaryContent(first);
        assertThat(file.lastCopy()).isEmpty();
    }

    @Test
    void seesThatSomebodyElseChangedTheStoreSince() throws IOException {
        at(NOON).change(plan("A")).apply();
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes);

        assertThat(at(NOON).lastCopy().orElseThrow().isFollowedBy(Fingerprint.of(at(NOON).content()))).isFalse();
    }

    @Test
    void takesNothingBackThatSomebodyWroteAfterTheStoreWasLookedAt() throws IOException {
        at(NOON).change(plan("A")).apply();
        KeptCopy copy = at(NOON).lastCopy().orElseThrow();
        Bytes current = at(NOON).content();
        StoreSnapshot before = at(NOON).read(copy);
        byte[] others = current.toArray();
        others[others.length - 1] ^= 1;
        Files.write(path, others);

        assertThatThrownBy(() -> at(NOON).undo(copy, Fingerprint.of(current), before.content()).apply()).isInstanceOf(StalePlanException.class);

        assertThat(path).hasBinaryContent(others);
        assertThat(at(NOON).path(copy)).exists();
    }

    @Test
    void doesNotGoBackToACopyThatIsNoStore() throws IOException {
        Path copy = Path.of(at(NOON).change(plan("A")).apply());
        byte[] now = Files.readAllBytes(path);
        Files.write(copy, new byte[8192]);

        assertThatThrownBy(() -> undo(at(NOON))).isInstanceOf(MalformedException.class);

        assertThat(path).hasBinaryContent(now);
    }

    @Test
    void keepsNoMoreThanTwentyCopies() throws IOException {
        Files.write(folder.resolve("BCD.old.bak"), new byte[1]);
        for (int i = 0; i < KeptCopy.MOST + 3; i++) {
            at(NOON.plus(Duration.ofSeconds(i))).change(plan("entry " + i)).apply();
        }

        List<KeptCopy> copies = at(NOON).copies();
        assertThat(copies).hasSize(KeptCopy.MOST);
        assertThat(copies.get(0).time()).isEqualTo("20261124-120022-123");
        assertThat(folder.resolve("BCD.old.bak")).as("a file of somebody else").exists();
    }

    @Test
    void goesBackInTheOrderOfChangesThoughTheClockStandsStillOrGoesBack() throws IOException {
        List<byte[]> states = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            states.add(Files.readAllBytes(path));
            at(i < 4 ? NOON : NOON.minus(Duration.ofHours(2))).change(plan("entry " + i)).apply();
        }

        StoreFile file = at(NOON.minus(Duration.ofHours(2)));
        for (int i = 7; i >= 0; i--) {
            KeptCopy last = file.lastCopy().orElseThrow();
            assertThat(last.isFollowedBy(Fingerprint.of(file.content()))).as("copy before entry " + i).isTrue();
            undo(file);
            assertThat(path).hasBinaryContent(states.get(i));
        }
    }

    @Test
    void keepsTheNewCopyWhenTheClockWasSetBack() throws IOException {
        for (int i = 0; i < KeptCopy.MOST; i++) {
            at(NOON.plus(Duration.ofSeconds(i))).change(plan("entry " + i)).apply();
        }
        byte[] old = Files.readAllBytes(path);

        Path copy = Path.of(at(NOON.minus(Duration.ofHours(2))).change(plan("later")).apply());

        assertThat(copy).hasBinaryContent(old);
        assertThat(copy.getFileName().toString()).startsWith("BCD.20261124-120019-124.");
        assertThat(at(NOON).lastCopy().orElseThrow().file()).isEqualTo(copy.getFileName().toString());
        assertThat(at(NOON).copies()).hasSize(KeptCopy.MOST);
    }

    @Test
    void takesNoFileForACopyThatIsNotNamedByATime() throws IOException {
        for (String time : List.of("a-backup-of-my-own.", "20261324-120000-123", "20261124_120000-123", "20261124-120000-12x")) {
            Files.write(folder.resolve("BCD." + time + ".1a2b3c4d.bak"), new byte[1]);
        }

        assertThat(at(NOON).copies()).isEmpty();
    }

    @Test
    void reportsAChangeAsMadeThoughAnOldCopyCannotBeRemoved() throws IOException {
        // Cannot be deleted as a file is, not even by root.
        Path stubborn = folder.resolve("BCD.20200101-000000-000.1a2b3c4d.bak");
        Files.createFile(Files.createDirectory(stubborn).resolve("content"));
        for (int i = 0; i < KeptCopy.MOST - 1; i++) {
            at(NOON.plus(Duration.ofSeconds(i))).change(plan("entry " + i)).apply();
        }
        StorePlan plan = plan("last");

        Path copy = Path.of(at(NOON.plus(Duration.ofHours(1))).change(plan).apply());

        assertThat(copy).exists();
        assertThat(at(NOON).read().store()).isEqualTo(plan.after());
    }

    @Test
    void writesThroughASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(Files.createDirectory(folder.resolve("elsewhere")).resolve("link"), path);
        StoreFile file = new StoreFile(link, Clock.fixed(NOON, ZoneOffset.UTC));

        VhdEntryPlan plan = VhdEntryPlanner.plan(file.read(), request("A"), NEW);
        Path copy = Path.of(file.change(plan.plan()).apply());

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(copy.getParent().toRealPath()).isEqualTo(folder.toRealPath());
        assertThat(at(NOON).read().store()).isEqualTo(plan.plan().after());
    }

    @Test
    void refusesAFileThatIsNoStore() throws IOException {
        Files.write(path, "conectix and more that is no hive".repeat(300).getBytes());

        assertThatThrownBy(() -> at(NOON).read()).isInstanceOf(MalformedException.class).hasMessageContaining("this is a VHD, not a registry hive");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsAStoreFromAPipeThatALinkLeadsTo() throws Exception {
        byte[] bytes = Files.readAllBytes(path);
        Path pipe = folder.resolve("pipe");
        assertThat(IndependentTool.run(IndependentTool.require("mkfifo", "coreutils"), pipe.toString()).exitCode()).isZero();
        Path link = Files.createSymbolicLink(folder.resolve("stdin"), pipe);
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, bytes, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();

        assertThat(new StoreFile(link, Clock.systemUTC()).read().store()).isEqualTo(store);
        writer.join();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesUpOnADeviceThatHasNoEnd() {
        Path endless = Path.of("/dev/zero");
        assertThatThrownBy(() -> new StoreFile(endless, Clock.systemUTC()).read())
                .isInstanceOf(MalformedException.class)
                .hasMessage("/dev/zero: boot store at 0x0: the file has more than 67108864 bytes, and no boot store is that large");
    }

    @Test
    void putsNothingBackFromACopyThatSomebodyChangedAfterItWasLookedAt() throws IOException {
        at(NOON).change(plan("A")).apply();
        byte[] changed = Files.readAllBytes(path);
        KeptCopy copy = at(NOON).lastCopy().orElseThrow();
        StoreSnapshot before = at(NOON).read(copy);
        Files.write(at(NOON).path(copy), new byte[] {1});

        assertThatThrownBy(() -> at(NOON).undo(copy, at(NOON).read().content(), before.content()).apply())
                .isInstanceOf(StalePlanException.class)
                .hasMessage(folder.resolve(copy.file()) + " was changed by somebody else since it was read. Nothing was changed. Run the command again.");
        assertThat(path).hasBinaryContent(changed);
    }

    @Test
    void makesNoStoreThatWouldBeTooLargeToRead() {
        Element large = new Element(ElementType.DESCRIPTION, ValueType.BINARY, Bytes.of(new byte[64 << 20]));
        BcdStore store = new BcdStore(List.of(), List.of(new BcdObject(WellKnown.BOOT_MANAGER, ObjectType.BOOT_MANAGER, List.of(large))));
        Path made = folder.resolve("made");
        assertThatThrownBy(() -> new StoreFile(made, Clock.systemUTC()).create(store))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching(".*/made: boot store at 0x0: the file would have 67[0-9]{6} bytes, and no boot store is that large");
        assertThat(made).doesNotExist();
    }

    @Test
    void refusesAFileThatIsTooLargeForAStoreWithoutReadingIt() throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), 64L << 20);
        }

        assertThatThrownBy(() -> at(NOON).read())
                .isInstanceOf(MalformedException.class)
                .hasMessage(path + ": boot store at 0x0: the file has 67108865 bytes, and no boot store is that large");
    }

    private StoreFile at(Instant time) throws IOException {
        return new StoreFile(path, Clock.fixed(time, ZoneOffset.UTC));
    }

    /** Back to the last copy, of what the file holds now. */
    private static Path undo(StoreFile file) throws IOException {
        KeptCopy copy = file.lastCopy().orElseThrow();
        return Path.of(file.undo(copy, Fingerprint.of(file.content()), file.read(copy).content()).apply());
    }

    private StorePlan plan(String title) throws IOException {
        StoreSnapshot snapshot = at(NOON).read();
        return VhdEntryPlanner.plan(
                        snapshot, request(title), ObjectIds.fresh(snapshot.store(), Clock.systemUTC(), new java.util.Random(title.hashCode())))
                .plan();
    }

    private static VhdEntryRequest request(String title) {
        return new VhdEntryRequest(
                title, Optional.of(DATA), "\\vhds\\w11.vhdx", Optional.empty(), Optional.empty(), Optional.empty(),
                VhdEntryRequest.Placement.LAST, false);
    }

    private List<String> filesBeside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
