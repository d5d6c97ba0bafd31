package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.vhd.VhdRepair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails at every write of a change of an image itself, and of what was not forced any part is there: the image is the old one or the new one, and
 * the change can be made again.
 */
class ImageChangesPowerFailureTest {

    private static final int VHD_BLOCK = 16 << 10;
    /** So many that the table of no image has room for them all. */
    private static final int MORE_BLOCKS = 1100;
    private static final int MORE_BLOCKS_OF_VHDX = 140_000;

    /** A change of an image. */
    private interface Change {
        void make(ResizableStorage file) throws IOException;
    }

    static List<WritableCase> images() {
        return WritableCase.all(VHD_BLOCK);
    }

    static List<WritableCase> expandable() {
        List<WritableCase> all = new ArrayList<>(images());
        all.removeIf(image -> image.name().equals("differencing VHD"));
        return all;
    }

    static List<WritableCase> blocks() {
        List<WritableCase> all = new ArrayList<>(images());
        all.removeIf(image -> image.name().startsWith("fixed"));
        return all;
    }

    static List<WritableCase> children() {
        List<WritableCase> all = new ArrayList<>(images());
        all.removeIf(image -> image.parent().isEmpty());
        return all;
    }

    private static long larger(WritableCase image) throws IOException {
        VirtualDisk disk = image.read(image.image());
        if (disk.kind() == DiskKind.FIXED) {
            return disk.virtualSize() + (disk.format() == DiskFormat.VHD ? 5 << 19 : 3 << 20);
        }
        long block = disk.blocks().orElseThrow().blockSize();
        return disk.virtualSize() + (disk.format() == DiskFormat.VHD ? MORE_BLOCKS : MORE_BLOCKS_OF_VHDX) * block - 4096;
    }

    @ParameterizedTest
    @MethodSource("expandable")
    void expandedDisksHaveTheOldSizeOrTheNewOneAtEveryMoment(WritableCase image) throws IOException {
        long size = larger(image);
        byte[] before = image.contents();
        Bytes identity = image.read(image.image()).identity();
        check(image, file -> ImageChanges.expand(file, size, Progress.NONE), (disk, when) -> {
            assertThat(disk.virtualSize()).as(when).isIn((long) before.length, size);
            boolean staysParent = disk.format() == DiskFormat.VHD || disk.virtualSize() == before.length;
            assertThat(disk.identity().equals(identity)).as("the old identity " + when).isEqualTo(staysParent);
            assertThat(disk.contents().read(0, before.length)).as(when).isEqualTo(before);
            assertThat(isZero(disk, before.length)).as(when).isTrue();
        });
    }

    /** Only what takes space is read. */
    private static boolean isZero(VirtualDisk disk, long from) throws IOException {
        DiskMap map = DiskMap.of(disk);
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            long start = Math.max(from, range.get().start());
            if (start < range.get().end() && range.get().state() != RangeState.ABSENT) {
                byte[] bytes = disk.contents().read(start, Math.toIntExact(range.get().end() - start));
                if (!WritableBlocks.isZero(ByteBuffer.wrap(bytes))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Compaction plan(WritableCase image, byte[] content) throws IOException {
        VirtualDisk disk = image.read(content);
        return ImageChanges.planCompaction(disk, NeededBlocks.of(disk, UnusedSpace.NONE, Progress.NONE));
    }

    /** Some blocks become zeros, so that there is something to give back. */
    private static WritableCase withZeros(WritableCase image) throws IOException {
        PowerFailure file = new PowerFailure(image.image(), image.sectorSize(), -1);
        VirtualDisk before = image.read(image.image());
        int block = (int) before.blocks().orElseThrow().blockSize();
        try (WritableDisk disk = image.open(file)) {
            for (int i = 0; i < 6; i++) {
                disk.contents().write((long) i * block, ByteBuffer.wrap(WritableCase.random(i, block)));
                disk.contents().force();
            }
            for (int i : new int[] {0, 2, 3}) {
                disk.contents().write((long) i * block, ByteBuffer.allocate(block));
            }
        }
        return new WritableCase(image.name(), image.format(), file.all(), image.parent());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void compactedDisksHoldTheSameAtEveryMoment(WritableCase original) throws IOException {
        WritableCase image = withZeros(original);
        byte[] contents = image.contents();
        BitSet gone = plan(image, image.image()).dropped();
        assertThat(gone.cardinality()).isEqualTo(image.name().equals("differencing VHD") ? 0 : 3);
        PowerFailure whole = new PowerFailure(image.image(), image.sectorSize(), -1);
        ImageChanges.compact(whole, plan(image, image.image()), Progress.NONE);
        long block = image.read(image.image()).blocks().orElseThrow().blockSize();
        assertThat((long) whole.all().length).isLessThanOrEqualTo(image.image().length - gone.cardinality() * block);
        assertThat(image.read(whole.all()).identity()).isEqualTo(image.read(image.image()).identity());
        check(image, file -> ImageChanges.compact(file, plan(image, file.read(0, (int) file.size())), Progress.NONE), (disk, when) -> {
            assertThat(DiskReading.all(disk)).as(when).isEqualTo(contents);
        });
    }

    /** What is true of an image whenever the power fails. */
    private interface Truth {
        void check(VirtualDisk disk, String when) throws IOException;
    }

    private void check(WritableCase image, Change change, Truth truth) throws IOException {
        PowerFailure whole = new PowerFailure(image.image(), image.sectorSize(), -1);
        change.make(whole);
        assertThat(whole.none()).isEqualTo(whole.all());
        truth.check(image.read(whole.all()), "at the end");
        assertThat(remarks(image, whole.all())).isEqualTo(remarks(image, image.image()));
        Random random = new Random(5);
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure file = new PowerFailure(image.image(), image.sectorSize(), writes);
            try {
                change.make(file);
            } catch (PowerFailure.Failed e) {
                // as it has to be
            }
            String when = "after " + writes + " of " + whole.writes() + " writes";
            truth.check(image.read(file.none()), when);
            truth.check(image.read(file.all()), when);
            for (int i = 0; i < 3; i++) {
                byte[] content = file.anyOf(random);
                truth.check(image.read(content), when);
                if (i == 0) {
                    again(image, change, truth, content, when);
                }
            }
        }
    }

    private static void again(WritableCase image, Change change, Truth truth, byte[] content, String when) throws IOException {
        PowerFailure next = new PowerFailure(repaired(image, content), image.sectorSize(), -1);
        truth.check(image.read(next.all()), "repaired " + when);
        try {
            change.make(next);
        } catch (IllegalArgumentException e) {
            return; // it is made
        }
        truth.check(image.read(next.all()), "made again " + when);
    }

    /** Of a VHD, the footer and its copy are equal then; a VHDX is changed as it is. */
    private static byte[] repaired(WritableCase image, byte[] content) throws IOException {
        PowerFailure file = new PowerFailure(content, image.sectorSize(), -1);
        if (image.format() == DiskFormat.VHD) {
            for (RepairStep step : VhdRepair.plan(file, false, CheckLevel.FULL)) {
                for (Patch patch : step.patches()) {
                    patch.apply(file);
                }
                file.force();
                if (step.size().isPresent()) {
                    file.cut(step.size().getAsLong());
                    file.force();
                }
            }
        }
        return file.all();
    }

    private static List<Condition> remarks(WritableCase image, byte[] content) throws IOException {
        List<Condition> conditions = new ArrayList<>();
        for (Remark remark : image.read(content).remarks()) {
            if (remark.condition() != Condition.LOG_NOT_EMPTY) {
                conditions.add(remark.condition());
            }
        }
        return conditions;
    }

    @ParameterizedTest
    @MethodSource("children")
    void aChildHoldsTheSameWhileItsParentIsNamedAnew(WritableCase image) throws IOException {
        byte[] contents = image.contents();
        VirtualDisk before = image.read(image.image());
        ParentLink link = new ParentLink(
                before.parentLink().orElseThrow().identities(),
                List.of(
                        new ParentPath(ParentPath.Form.RELATIVE, "..\\" + "long name ".repeat(60) + "\\base"),
                        new ParentPath(ParentPath.Form.NAME, "base")),
                OptionalLong.of(1_234_567_890));
        check(image, file -> ImageChanges.setParent(file, link), (disk, when) -> {
            assertThat(DiskReading.all(disk)).as(when).isEqualTo(contents);
            assertThat(disk.identity()).as(when).isEqualTo(before.identity());
            ParentLink now = disk.parentLink().orElseThrow();
            assertThat(now.paths().get(0)).as(when).isIn(before.parentLink().get().paths().get(0), link.paths().get(0));
        });
        PowerFailure whole = new PowerFailure(image.image(), image.sectorSize(), -1);
        ImageChanges.setParent(whole, link);
        assertThat(image.read(whole.all()).parentLink().orElseThrow().paths().get(0)).isEqualTo(link.paths().get(0));
    }

    /** The files of a child and of its parent. */
    private record Pair(byte[] child, byte[] parent) {}

    private static void merge(WritableCase image, PowerFailure child, PowerFailure parent) throws IOException {
        VirtualDisk upper = DiskImages.open(MemoryStorage.of(image.file(), child.all()));
        UUID dataWrite = UUID.randomUUID();
        try (WritableDisk target = DiskImages.openForWriting(parent, DiskImages.open(parent), dataWrite)) {
            Merge.prepare(child, target.disk(), dataWrite);
            Merge.copy(upper, target, 1, Progress.NONE);
            target.contents().force();
        }
        Merge.finish(child, DiskImages.open(parent), OptionalLong.of(1_234_567_890));
    }

    private static VirtualDisk chain(WritableCase image, Pair pair) throws IOException {
        VirtualDisk child = DiskImages.open(MemoryStorage.of(image.file(), pair.child));
        VirtualDisk parent = DiskImages.open(MemoryStorage.of(image.parentFile(), pair.parent));
        assertThat(child.parentLink().orElseThrow().names(parent)).isTrue();
        return child.withParent(parent, List.of());
    }

    @ParameterizedTest
    @MethodSource("children")
    void aChildCanBeOpenedAndMergedAtEveryMomentOfAMerge(WritableCase image) throws IOException {
        byte[] contents = image.contents();
        PowerFailure child = new PowerFailure(image.image(), 512, -1);
        PowerFailure parent = new PowerFailure(image.parent().orElseThrow(), 512, -1);
        merge(image, child, parent);
        assertThat(DiskReading.all(DiskImages.open(MemoryStorage.of("p", parent.none())))).isEqualTo(contents);
        assertThat(DiskReading.all(chain(image, new Pair(child.none(), parent.none())))).isEqualTo(contents);
        assertThat(chain(image, new Pair(child.none(), parent.none())).parentLink().orElseThrow().identities()).hasSize(1);

        Random random = new Random(6);
        int step = Math.max(1, parent.writes() / 150);
        for (int writes = 0; writes < child.writes() + parent.writes(); writes += writes < child.writes() ? 1 : step) {
            boolean ofChild = writes < child.writes();
            PowerFailure failingChild = new PowerFailure(image.image(), 512, ofChild ? writes : -1);
            PowerFailure failingParent = new PowerFailure(image.parent().get(), 512, ofChild ? -1 : writes - child.writes());
            try {
                merge(image, failingChild, failingParent);
            } catch (PowerFailure.Failed e) {
                // as it has to be
            }
            Pair there = new Pair(failingChild.anyOf(random), failingParent.anyOf(random));
            String when = "after " + writes + " writes";
            assertThat(DiskReading.all(chain(image, there))).as(when).isEqualTo(contents);
            PowerFailure again = new PowerFailure(there.parent, 512, -1);
            merge(image, new PowerFailure(there.child, 512, -1), again);
            assertThat(DiskReading.all(DiskImages.open(MemoryStorage.of("p", again.none())))).as(when).isEqualTo(contents);
        }
    }
}
