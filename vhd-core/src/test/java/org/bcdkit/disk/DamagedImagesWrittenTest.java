package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.ForwardingStorage;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images with bytes of their metadata changed at random: writing to one is refused, or it holds afterwards what it held and what was written. */
class DamagedImagesWrittenTest {

    private static final int VHD_BLOCK = 16 << 10;
    private static final int MIB = 1 << 20;
    private static final int ROUNDS = 150;
    /** A disk of more is not read as a whole. */
    private static final int LARGEST = 16 * MIB;
    private static final long[] NUMBERS = {0, 1, 2, 3, 6, 7, 0xff, 0x100000, 0x300003, 0x400003, 0x400006, 0x500001, 0x700003, 0x7fffffffL, 0xffffffffL, -1};

    @TempDir
    private Path folder;

    static List<WritableCase> images() {
        List<WritableCase> images = new ArrayList<>(WritableCase.all(VHD_BLOCK));
        images.removeIf(image -> image.name().startsWith("fixed VHD") && image.format() == DiskFormat.VHD);
        return images;
    }

    /** A file that refuses to become much larger than what is sensible, and takes no memory for zeros. */
    private static final class BoundedFile extends ForwardingStorage {
        private final long most;
        private long written;

        BoundedFile(byte[] content) {
            super(new Overlay(MemoryStorage.of("image", content)));
            most = content.length + 64L * MIB;
        }

        byte[] bytes() throws IOException {
            return read(0, Math.toIntExact(size()));
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            written += from.remaining();
            if (position < 0 || position + from.remaining() > most || written > most * 2) {
                throw new AssertionError("written: " + from.remaining() + " bytes at " + position + " of " + size() + ", " + written + " in all");
            }
            super.write(position, from);
        }
    }

    private static int[] places(WritableCase image) {
        return image.format() == DiskFormat.VHD
                ? new int[] {0, 512, 512, 512 + 576, 512 + 1024, 1536, 2048}
                : new int[] {VhdxBuilder.HEADER_1, VhdxBuilder.HEADER_2, VhdxBuilder.REGIONS_1, MIB, VhdxBuilder.METADATA, VhdxBuilder.METADATA + (64 << 10),
                        VhdxBuilder.TABLE, VhdxBuilder.TABLE};
    }

    private static byte[] damaged(WritableCase image, Random random) {
        byte[] bytes = image.image().clone();
        int[] places = places(image);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = places[random.nextInt(places.length)] + 4 * random.nextInt(i == 0 ? 16 : 128);
            long number = random.nextInt(4) == 0 ? random.nextLong() : NUMBERS[random.nextInt(NUMBERS.length)];
            int length = random.nextBoolean() ? 4 : random.nextBoolean() ? 1 : 8;
            for (int j = 0; j < length && at + j < bytes.length; j++) {
                bytes[at + j] = (byte) (number >>> (image.format() == DiskFormat.VHD ? 8 * (length - 1 - j) : 8 * j));
            }
        }
        if (random.nextInt(8) != 0) {
            seal(image, bytes);
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, bytes.length - 512 * random.nextInt(20)) : bytes;
    }

    /** Else nearly all of it would be refused for its checksum. */
    private static void seal(WritableCase image, byte[] bytes) {
        if (image.format() == DiskFormat.VHD) {
            sumUp(bytes, 0, 512, 64);
            sumUp(bytes, 512, 1024, 36);
            System.arraycopy(bytes, 0, bytes, bytes.length - 512, 512);
            return;
        }
        for (int[] part : new int[][] {{VhdxBuilder.HEADER_1, 4096}, {VhdxBuilder.HEADER_2, 4096}, {VhdxBuilder.REGIONS_1, 64 << 10}}) {
            byte[] sealed = VhdxBuilder.seal(Arrays.copyOfRange(bytes, part[0], part[0] + part[1]));
            System.arraycopy(sealed, 0, bytes, part[0], sealed.length);
        }
        System.arraycopy(bytes, VhdxBuilder.REGIONS_1, bytes, VhdxBuilder.REGIONS_2, 64 << 10);
    }

    private static void sumUp(byte[] bytes, int start, int length, int checksum) {
        ByteBuffer.wrap(bytes).putInt(start + checksum, 0);
        int sum = 0;
        for (int i = start; i < start + length; i++) {
            sum += bytes[i] & 0xff;
        }
        ByteBuffer.wrap(bytes).putInt(start + checksum, ~sum);
    }

    private static byte[] contents(VirtualDisk disk) throws IOException {
        return disk.contents().read(0, (int) Math.min(LARGEST, disk.virtualSize()));
    }

    @ParameterizedTest
    @MethodSource("images")
    void writingIsRefusedOrLeavesTheImageWhole(WritableCase image) throws IOException {
        int whole = 0;
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] damaged = damaged(image, new Random(seed));
            try {
                whole += write(image, damaged, seed) ? 1 : 0;
            } catch (MalformedException | UnsupportedException | ChainException | HostException e) {
                assertThat(e.getMessage()).as("seed %s", seed).matches("(w[.]|image).*"); // whose fault it is
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(image + ", seed " + seed, e);
            }
        }
        assertThat(whole).isPositive();
        assertThat(refused).isPositive();
    }

    private boolean write(WritableCase image, byte[] damaged, int seed) throws IOException {
        BoundedFile file = new BoundedFile(damaged);
        byte[] model = contents(image.read(damaged));
        Random random = new Random(seed);
        try (WritableDisk disk = image.open(file)) {
            int block = disk.disk().blocks().isPresent() ? (int) Math.min(MIB, disk.disk().blocks().get().blockSize()) : VHD_BLOCK;
            for (int i = 0; i < 4 && disk.disk().blocks().get().blockSize() <= 16 * MIB; i++) {
                Extent change = WritableCase.change(random, model.length / 4096 * 4096, Math.max(block, 4096), 4096);
                WritableCase.write(disk.contents(), change);
                WritableCase.write(model, change);
                if (i == 1) {
                    disk.contents().force();
                }
            }
        }
        byte[] after = file.bytes();
        assertThat(contents(image.read(after))).as("%s, seed %s", image, seed).isEqualTo(model);
        if (seed % 25 == 0 && image.parent().isEmpty() && !image.name().contains("4096")) {
            judge(image, damaged, after, model);
        }
        return true;
    }

    /** What QEMU read before, it reads now. */
    private void judge(WritableCase image, byte[] before, byte[] after, byte[] model) throws IOException {
        Path file = Files.write(folder.resolve(image.file()), before);
        Path raw = Files.write(folder.resolve("raw"), contents(image.read(before)));
        try {
            IndependentDiskReaders.qemuReads(file, image.format(), raw);
        } catch (AssertionError e) {
            return; // it takes other damage for harmless
        }
        Files.write(file, after);
        Files.write(raw, model);
        IndependentDiskReaders.qemuReads(file, image.format(), raw);
    }
}
