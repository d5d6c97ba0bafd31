package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.MemoryFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A write to the file of an image fails in the middle, as on a full medium, and the program goes on to close the image: what was forced is there, of what
 * was written since each sector is old or new, and the image is whole, whether or not there is room again by then.
 */
class FullMediumTest {

    private static final int VHD_BLOCK = 16 << 10;

    /** Half of what a write has comes to the file, then it fails. */
    private static final class FullFile extends MemoryFile implements WritableStorage {
        private final int sectorSize;
        private int writesLeft;
        private final boolean staysFull;
        private boolean hasFailed;

        FullFile(byte[] bytes, int sectorSize, int writesUntil, boolean staysFull) {
            super("image", bytes.clone());
            this.sectorSize = sectorSize;
            this.writesLeft = writesUntil;
            this.staysFull = staysFull;
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            boolean fails = hasFailed ? staysFull : writesLeft-- == 0;
            int count = fails ? from.remaining() / 2 / sectorSize * sectorSize : from.remaining();
            int end = Math.toIntExact(position + count);
            content = end > content.length && count > 0 ? Arrays.copyOf(content, end) : content;
            if (count > 0) {
                from.get(content, (int) position, count);
            }
            if (fails) {
                hasFailed = true;
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() {}
    }

    static List<WritableCase> images() {
        return WritableCase.all(VHD_BLOCK);
    }

    @ParameterizedTest
    @MethodSource("images")
    void anImageIsWholeAfterAWriteThatFailed(WritableCase image) throws IOException {
        List<Extent> changes = image.changes(9, VHD_BLOCK);
        boolean failed = true;
        for (int writes = 0; failed; writes++) {
            failed = writeUntil(image, changes, new FullFile(image.image(), image.sectorSize(), writes, false), writes);
            writeUntil(image, changes, new FullFile(image.image(), image.sectorSize(), writes, true), writes);
            assertThat(writes).isLessThan(500);
        }
    }

    /** Whether a write failed. */
    private static boolean writeUntil(WritableCase image, List<Extent> changes, FullFile file, int writes) throws IOException {
        SectorHistory history = new SectorHistory(image.contents());
        WritableDisk disk = image.open(file);
        try {
            for (int i = 0; i < changes.size(); i++) {
                history.write(changes.get(i));
                WritableCase.write(disk.contents(), changes.get(i));
                if (i % 3 == 2) {
                    disk.contents().force();
                    history.force();
                }
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
        try {
            disk.close();
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
            disk.close(); // does no more than nothing
        }
        VirtualDisk now = image.read(file.all());
        String when = image + " after " + writes + " writes";
        history.check(DiskReading.all(now), now.sectorSize(), when);
        byte[] contents = DiskReading.all(now);
        FullFile again = new FullFile(file.all(), image.sectorSize(), -1, false);
        try (WritableDisk next = image.open(again)) {
            contents[0] ^= 1;
            next.contents().write(0, ByteBuffer.wrap(contents, 0, next.disk().sectorSize()));
        }
        assertThat(DiskReading.all(image.read(again.all()))).as(when).isEqualTo(contents);
        return file.hasFailed;
    }
}
