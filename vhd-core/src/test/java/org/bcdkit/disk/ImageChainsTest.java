package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of images are changed at random in all ways that there are, and hold what the model holds, which is arrays of bytes. */
class ImageChainsTest {

    /** More are tried with {@code -Dbcdkit.chains=1000}. */
    private static final int CHAINS = Integer.getInteger("bcdkit.chains", 6);
    private static final int FIRST = Integer.getInteger("bcdkit.firstChain", 0);
    private static final int CHANGES = 12;
    private static final int MIB = 1 << 20;
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);
    private static final Instant CREATED = Instant.EPOCH.plusSeconds(1L << 30);

    @TempDir
    private Path temporary;

    private Path folder;
    private Random random;
    private DiskFormat format;
    /** What others read too has blocks of a size, and is written to in pieces, that they take. */
    private boolean isForOthers;
    private int sectorSize;
    private int files;
    private final List<Member> chain = new ArrayList<>();
    private final List<String> history = new ArrayList<>();

    /** An image and what its disk holds. */
    private static final class Member {
        private Path file;
        private byte[] contents;
    }

    static IntStream chains() {
        return IntStream.range(FIRST, FIRST + CHAINS);
    }

    @ParameterizedTest
    @MethodSource("chains")
    void aChainHoldsWhatTheModelHolds(int seed) throws IOException {
        folder = temporary.toRealPath();
        random = new Random(seed);
        format = seed % 2 == 0 ? DiskFormat.VHD : DiskFormat.VHDX;
        isForOthers = seed % 3 != 2;
        sectorSize = format == DiskFormat.VHDX && random.nextInt(4) == 0 ? 4096 : 512;
        addBase();
        try {
            check();
            for (int i = 0; i < CHANGES; i++) {
                change();
                check();
            }
            askOthers();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("chain " + seed + ": " + String.join(", ", history), e);
        }
    }

    private Member top() {
        return chain.get(chain.size() - 1);
    }

    private Path newFile() {
        return folder.resolve(files++ + "." + format.word());
    }

    private int blockSize() {
        if (format == DiskFormat.VHDX) {
            return MIB << random.nextInt(3);
        }
        return isForOthers ? MIB / 2 << random.nextInt(3) : 512 << random.nextInt(9);
    }

    private void addBase() throws IOException {
        int blockSize = blockSize();
        long size = (long) blockSize * (1 + random.nextInt(Math.max(3, Math.min(40, 8 * MIB / blockSize))));
        size = Math.max(4096, size - (random.nextBoolean() ? 0 : random.nextInt(blockSize) / 4096 * 4096));
        Member base = new Member();
        base.file = newFile();
        base.contents = new byte[(int) size];
        DiskKind kind = random.nextInt(4) == 0 ? DiskKind.FIXED : DiskKind.DYNAMIC;
        Extent some = extent(base.contents.length);
        WritableCase.write(base.contents, some);
        NewDisk disk = new NewDisk(kind, size, blockSize, sectorSize, List.of(some));
        NewImageFile.create(base.file, format, disk, CREATED, NewImageFile.Safety.CACHED, Progress.NONE);
        chain.add(base);
        history.add(kind + " of " + size + " in " + blockSize + "/" + sectorSize);
    }

    private Extent extent(int size) {
        int grain = isForOthers ? 4096 : sectorSize;
        int grains = size / grain;
        int start = random.nextInt(grains);
        int length = 1 + random.nextInt(Math.min(grains - start, random.nextBoolean() ? 8 : 3 * MIB / grain));
        byte[] bytes = new byte[length * grain];
        if (random.nextInt(3) > 0) {
            random.nextBytes(bytes);
        }
        return new Extent((long) start * grain, Bytes.of(bytes));
    }

    private void change() throws IOException {
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> write();
            case 3 -> addChild();
            case 4, 5 -> compact(chain.get(random.nextInt(chain.size())));
            case 6 -> merge();
            case 7 -> expand();
            default -> reparent();
        }
    }

    private void write() throws IOException {
        history.add("write");
        try (WritableDisk disk = IMAGES.openForWriting(top().file)) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                Extent extent = extent(top().contents.length);
                WritableCase.write(disk.contents(), extent);
                WritableCase.write(top().contents, extent);
                if (random.nextInt(4) == 0) {
                    disk.contents().force();
                }
            }
        }
    }

    private void addChild() throws IOException {
        if (chain.size() == 4) {
            return;
        }
        int blockSize = blockSize();
        history.add("child in " + blockSize);
        Member child = new Member();
        child.file = newFile();
        child.contents = top().contents.clone();
        try (VirtualDisk parent = IMAGES.open(top().file)) {
            NewDisk disk = NewDisk.childOf(parent, blockSize, NewParentPaths.link(child.file, top().file, parent, VolumeMap.EMPTY));
            if (format == DiskFormat.VHD) {
                NewImageFile.createVhd(child.file, disk, UUID.randomUUID(), CREATED);
            } else {
                NewImageFile.createVhdx(child.file, disk, VhdxIdentity.random());
            }
        }
        chain.add(child);
        if (isForOthers && format == DiskFormat.VHDX) {
            byte[] page = new byte[4096]; // libvhdi needs a sector bitmap
            random.nextBytes(page);
            try (WritableDisk disk = IMAGES.openForWriting(child.file)) {
                disk.contents().write(0, ByteBuffer.wrap(page));
            }
            System.arraycopy(page, 0, child.contents, 0, page.length);
        }
    }

    private void compact(Member member) throws IOException {
        history.add("compact " + chain.indexOf(member));
        FileTime modified = Files.getLastModifiedTime(member.file);
        long before = Files.size(member.file);
        try (WritableFile file = ImageChanges.open(member.file); VirtualDisk disk = IMAGES.openWithoutParents(member.file)) {
            if (disk.kind() == DiskKind.FIXED) {
                return;
            }
            Compaction plan = ImageChanges.planCompaction(disk, NeededBlocks.of(disk, UnusedSpace.NONE, Progress.NONE));
            ImageChanges.compact(file, plan, Progress.NONE);
            assertThat(Files.size(member.file)).isEqualTo(plan.sizeAfter()).isLessThanOrEqualTo(before);
        }
        Files.setLastModifiedTime(member.file, modified);
    }

    private void merge() throws IOException {
        if (chain.size() == 1) {
            return;
        }
        int depth = 1 + random.nextInt(chain.size() - 1);
        history.add("merge by " + depth);
        List<Path> merged = new ArrayList<>();
        for (int i = 0; i <= depth; i++) {
            merged.add(chain.get(chain.size() - 1 - i).file);
        }
        Member target = chain.get(chain.size() - 1 - depth);
        if (target.contents.length != top().contents.length) {
            assertThatThrownBy(() -> Merge.plan(IMAGES, merged)).isInstanceOf(UnsupportedException.class).hasMessageContaining("only disks of the same size");
            return;
        }
        Path linked = merged.get(depth - 1);
        FileTime modified = Files.getLastModifiedTime(linked);
        try (Merge merge = Merge.plan(IMAGES, merged)) {
            merge.apply(Progress.NONE);
        }
        Files.setLastModifiedTime(linked, modified);
        check(top());
        target.contents = top().contents;
        while (top() != target) {
            Files.delete(top().file);
            chain.remove(chain.size() - 1);
        }
    }

    private void expand() throws IOException {
        if (format == DiskFormat.VHD && chain.size() > 1) {
            return;
        }
        int more = (1 + random.nextInt(random.nextBoolean() ? 16 : 512)) * 4096;
        history.add("expand by " + more);
        try (WritableFile file = ImageChanges.open(top().file)) {
            ImageChanges.expand(file, top().contents.length + more, Progress.NONE);
        }
        top().contents = Arrays.copyOf(top().contents, top().contents.length + more);
    }

    private void reparent() throws IOException {
        if (chain.size() == 1) {
            return;
        }
        int which = random.nextInt(chain.size() - 1);
        history.add("move " + which);
        Member parent = chain.get(which);
        Path moved = newFile();
        Files.move(parent.file, moved);
        parent.file = moved;
        Member child = chain.get(which + 1);
        FileTime modified = Files.getLastModifiedTime(child.file);
        try (WritableFile file = ImageChanges.open(child.file); VirtualDisk disk = IMAGES.open(moved)) {
            ImageChanges.setParent(file, NewParentPaths.link(child.file, moved, disk, VolumeMap.EMPTY));
        }
        Files.setLastModifiedTime(child.file, modified);
    }

    private void check() throws IOException {
        for (Member member : chain) {
            check(member);
        }
    }

    private static void check(Member member) throws IOException {
        try (VirtualDisk disk = IMAGES.open(member.file)) {
            assertThat(disk.remarks()).noneMatch(remark -> remark.condition() != Condition.FIELD_UNUSUAL);
            assertThat(Arrays.mismatch(DiskReading.all(disk), member.contents)).as("first byte that differs in " + member.file.getFileName()).isEqualTo(-1);
        }
    }

    private void askOthers() throws IOException {
        if (!isForOthers) {
            return;
        }
        Path raw = Files.write(folder.resolve("raw"), top().contents);
        boolean sameSize = true;
        Path[] parents = new Path[chain.size() - 1];
        for (int i = 0; i < parents.length; i++) {
            Member parent = chain.get(chain.size() - 2 - i);
            parents[i] = parent.file;
            sameSize &= parent.contents.length == top().contents.length;
        }
        if (sameSize) {
            assertThat(IndependentDiskReaders.libvhdi(top().file, parents)).isEqualTo(IndependentDiskReaders.described(raw));
        }
        Files.write(raw, chain.get(0).contents);
        if (sectorSize == 512) {
            IndependentDiskReaders.qemuReads(chain.get(0).file, format, raw);
            IndependentDiskReaders.sevenZip(chain.get(0).file, format, raw);
        }
    }
}
