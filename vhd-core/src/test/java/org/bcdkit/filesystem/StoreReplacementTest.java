package org.bcdkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.PowerFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store is the old one or the new one at every moment, and the old one is kept before it goes. */
class StoreReplacementTest {

    private static final FilePath STORE = FilePath.parse("EFI/Microsoft/Boot/BCD");
    private static final Instant NOW = Instant.parse("2026-11-24T10:15:00.123Z");
    private static final Bytes OLD = random(1, 20_000);
    private static final Bytes NEW = random(2, 24_000);
    private static final Bytes OTHER = random(3, 9_000);

    @TempDir
    Path folder;

    private static Bytes random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /** A volume with the store, another file, and that many copies of the store. */
    private byte[] volume(int size, String options, int copies) throws IOException {
        FatImage image = FatImage.format(Files.createTempDirectory(folder, "fat").resolve("fat"), size, options.split(" "));
        for (String name : List.of("EFI", "EFI/Microsoft", "EFI/Microsoft/Boot")) {
            image.folder(name);
        }
        image.mtools("mcopy", Files.write(folder.resolve("source"), OLD.toArray()).toString(), "::/" + STORE);
        image.mtools("mcopy", Files.write(folder.resolve("source"), OTHER.toArray()).toString(), "::/EFI/Microsoft/Boot/bootmgfw.efi");
        for (int i = 0; i < copies; i++) {
            String name = KeptCopy.next("BCD", List.of(), NOW.minusSeconds(100 - i), Fingerprint.of(OTHER));
            image.mtools("mcopy", Files.write(folder.resolve("source"), random(10 + i, 600).toArray()).toString(), "::/EFI/Microsoft/Boot/" + name);
        }
        return Files.readAllBytes(image.file());
    }

    private static StoreReplacement replacement(Bytes expected, Bytes next, Optional<KeptCopy> back) {
        return new StoreReplacement("the store", STORE, Fingerprint.of(expected), next, back, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** A volume that is a disk by itself. */
    private static class OnDisk implements StoreReplacement.Place {

        private final PowerFailure volume;

        OnDisk(PowerFailure volume) {
            this.volume = volume;
        }

        @Override
        public WritableDisk open() {
            return new WritableDisk() {
                @Override
                public VirtualDisk disk() {
                    throw new AssertionError("nothing is asked of the disk");
                }

                @Override
                public WritableStorage contents() {
                    return volume;
                }

                @Override
                public void close() throws IOException {
                    OnDisk.this.close();
                }
            };
        }

        /** Is told that the disk is closed. */
        void close() throws IOException {}

        @Override
        public WritableStorage volume(WritableDisk disk) {
            return disk.contents();
        }

        @Override
        public Bytes content() throws IOException {
            return found(volume.all()).content();
        }
    }

    private static StoredStore found(byte[] volume) throws IOException {
        return StoredStore.find("the store", FileSystems.open(MemoryStorage.of("fat", volume)), STORE);
    }

    private static Bytes kept(StoredStore store, KeptCopy copy) throws IOException {
        return store.copy(copy, copy.file()).content();
    }

    @ParameterizedTest
    @CsvSource({"2000, -F 12 -s 1", "9216, -F 16 -s 1", "34000, -F 32 -s 1"})
    void leavesTheOldStoreOrTheNewOneWhenThePowerFails(int size, String options) throws IOException {
        byte[] before = volume(size, options, KeptCopy.MOST);
        StoreReplacement replacement = replacement(OLD, NEW, Optional.empty());
        PowerFailure whole = new PowerFailure(before, 512, -1);
        FilePath copy = replacement.apply(new OnDisk(whole));
        assertThat(found(whole.all()).content()).isEqualTo(NEW);
        assertThat(found(whole.all()).copies()).hasSize(KeptCopy.MOST);
        assertThat(found(whole.all()).copies().get(0).file()).isEqualTo(copy.name());
        assertThat(whole.writes()).isBetween(10, 120);

        Random random = new Random(5);
        int old = 0;
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure disk = new PowerFailure(before, 512, writes);
            try {
                replacement.apply(new OnDisk(disk));
                fail("the power did not fail");
            } catch (PowerFailure.Failed e) {
                old++;
            } catch (PartlyAppliedException e) {
                assertThat(e).hasMessageStartingWith("the store was changed, and the old store is kept as disk/EFI/Microsoft/Boot/BCD.20261124-101500-123.")
                        .hasCauseInstanceOf(PowerFailure.Failed.class);
                assertThat(found(disk.all()).content()).isEqualTo(NEW);
            }
            List<byte[]> after = new ArrayList<>(List.of(disk.all()));
            for (int i = 0; i < 4; i++) {
                after.add(disk.anyOf(random));
            }
            for (byte[] volume : after) {
                StoredStore store = found(volume);
                Bytes content = store.content();
                assertThat(content).isIn(OLD, NEW);
                List<KeptCopy> copies = store.copies();
                assertThat(copies.size()).isGreaterThanOrEqualTo(KeptCopy.MOST);
                if (content.equals(NEW)) {
                    assertThat(kept(store, copies.get(0))).isEqualTo(OLD);
                    assertThat(copies.get(0).isFollowedBy(Fingerprint.of(content))).isTrue();
                }
                assertThat(store.files().open(store.files().find(store.folder(), "bootmgfw.efi").orElseThrow()).bytes(0, OTHER.size())).isEqualTo(OTHER);
            }
        }
        assertThat(old).isBetween(5, whole.writes() - 3);
    }

    @Test
    void putsACopyBackAndKeepsWhatItReplaces() throws IOException {
        PowerFailure disk = new PowerFailure(volume(2000, "-F 12 -s 1", 0), 512, -1);
        replacement(OLD, NEW, Optional.empty()).apply(new OnDisk(disk));
        KeptCopy copy = found(disk.all()).copies().get(0);

        FilePath takenBack = replacement(NEW, OLD, Optional.of(copy)).apply(new OnDisk(disk));

        StoredStore store = found(disk.all());
        assertThat(store.content()).isEqualTo(OLD);
        assertThat(store.copies()).hasSize(1);
        assertThat(store.copies().get(0).file()).isEqualTo(takenBack.name());
        assertThat(store.copies().get(0).undone()).isTrue();
        assertThat(kept(store, store.copies().get(0))).isEqualTo(NEW);
    }

    @Test
    void refusesAStoreThatSomebodyElseChanged() throws IOException {
        byte[] before = volume(2000, "-F 12 -s 1", 0);
        PowerFailure disk = new PowerFailure(before, 512, -1);
        assertThatThrownBy(() -> replacement(OTHER, NEW, Optional.empty()).apply(new OnDisk(disk)))
                .isInstanceOf(StalePlanException.class)
                .hasMessage("the store was changed by somebody else since it was read. Nothing was changed. Run the command again.");
        assertThat(disk.all()).isEqualTo(before);
        assertThat(disk.writes()).isZero();
    }

    @Test
    void saysThatTheStoreIsChangedWhenOnlyTheDiskCannotBeClosed() throws IOException {
        PowerFailure disk = new PowerFailure(volume(2000, "-F 12 -s 1", 0), 512, -1);
        assertThatThrownBy(() -> replacement(OLD, NEW, Optional.empty()).apply(new OnDisk(disk) {
            @Override
            void close() throws IOException {
                throw new IOException("the cable was pulled out");
            }
        })).isInstanceOf(PartlyAppliedException.class).hasMessageMatching("(?s)the store was changed, and the old store is kept as"
                + " disk/EFI/Microsoft/Boot/BCD\\.20261124-101500-123\\.\\S+, but then: the cable was pulled out\nCheck the volume with fsck.fat or chkdsk.");
        assertThat(found(disk.all()).content()).isEqualTo(NEW);
    }

    /** What was written and not forced: a disk in blocks that failed says that it is the old one, whatever is in its file. */
    @Test
    void looksAnewForWhatTheStoreHoldsWhenTheDiskFailedOnTheWay() throws IOException {
        byte[] before = volume(2000, "-F 12 -s 1", 0);
        PowerFailure whole = new PowerFailure(before, 512, -1);
        List<Bytes> states = new ArrayList<>();
        replacement(OLD, NEW, Optional.empty()).apply(new OnDisk(whole));
        List<String> told = new ArrayList<>();
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure disk = new PowerFailure(before, 512, writes);
            Throwable unknown = catchThrowable(() -> replacement(OLD, NEW, Optional.empty()).apply(new OnDisk(disk) {
                @Override
                public Bytes content() throws IOException {
                    throw new IOException("the disk is gone");
                }
            }));
            states.add(found(disk.all()).content());
            told.add(unknown.getMessage() == null ? "nothing" : unknown.getMessage().substring(0, "the store may have been".length()));
        }
        int first = told.indexOf("the store may have been");
        assertThat(told.subList(0, first)).containsOnly("nothing");
        assertThat(states.subList(0, first)).containsOnly(OLD);
        int sure = told.indexOf("the store was changed, ");
        assertThat(told.subList(first, sure)).containsOnly("the store may have been");
        assertThat(told.subList(sure, told.size())).containsOnly("the store was changed, ");
        assertThat(states.subList(sure, states.size())).containsOnly(NEW);
    }
}
