package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.PowerFailure;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails at every write to the file of an image, and of what was not forced any part is there: what the disk was forced to hold it holds, of what
 * was written since each sector is old or new, and the image is whole.
 */
class WritableDiskPowerFailureTest {

    private static final int VHD_BLOCK = 16 << 10;

    @TempDir
    private Path folder;

    static List<WritableCase> images() {
        return WritableCase.all(VHD_BLOCK);
    }

    /** Writes all changes and forces every third; at the end the image is closed. Returns what may be there when the power fails meanwhile. */
    private static SectorHistory write(WritableCase image, PowerFailure file, List<Extent> changes) throws IOException {
        SectorHistory history = new SectorHistory(image.contents());
        try {
            WritableDisk disk = image.open(file);
            for (int i = 0; i < changes.size(); i++) {
                history.write(changes.get(i));
                WritableCase.write(disk.contents(), changes.get(i));
                if (i % 3 == 2) {
                    disk.contents().force();
                    history.force();
                }
            }
            disk.close();
        } catch (PowerFailure.Failed e) {
            return history;
        }
        history.force();
        return history;
    }

    @ParameterizedTest
    @MethodSource("images")
    void theImageIsWholeAtEveryMoment(WritableCase image) throws IOException {
        List<Extent> changes = image.changes(12, VHD_BLOCK);
        PowerFailure whole = new PowerFailure(image.image(), image.sectorSize(), -1);
        byte[] last = write(image, whole, changes).last();
        assertThat(DiskReading.all(image.read(whole.all()))).isEqualTo(last);
        assertThat(whole.none()).isEqualTo(whole.all());
        if (image.name().equals("dynamic VHDX") || image.name().equals("packed VHD")) {
            assertThat(whole.writes()).isGreaterThan(20);
        }

        Random random = new Random(8);
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure file = new PowerFailure(image.image(), image.sectorSize(), writes);
            SectorHistory history = write(image, file, changes);
            if (writes % 5 == 0) {
                check(image, file.none(), history, "that was forced, after " + writes + " writes", false);
                check(image, file.all(), history, "after " + writes + " writes in order", false);
            }
            check(image, file.anyOf(random), history, "after " + writes + " writes", writes % 7 == 3);
            check(image, file.anyOf(random), history, "after " + writes + " writes", false);
        }
    }

    private void check(WritableCase image, byte[] file, SectorHistory history, String when, boolean judged) throws IOException {
        VirtualDisk disk = image.read(file);
        byte[] contents = DiskReading.all(disk);
        history.check(contents, disk.sectorSize(), when);
        for (Remark remark : disk.remarks()) {
            // What a power failure leaves, and what was there before.
            boolean allowed = remark.condition() == Condition.HEADER_DAMAGED || remark.condition() == Condition.LOG_NOT_EMPTY;
            assertThat(allowed || image.read(image.image()).remarks().contains(remark)).as("%s %s", remark, when).isTrue();
        }
        // Whoever goes on with it finds everything in its place.
        PowerFailure again = new PowerFailure(file, image.sectorSize(), -1);
        try (WritableDisk writable = image.open(again)) {
            writable.contents().write(0, ByteBuffer.wrap(contents, 0, disk.sectorSize()));
        }
        assertThat(DiskReading.all(image.read(again.all()))).as(when).isEqualTo(contents);
        if (judged) {
            judge(image, file, contents);
        }
    }

    private void judge(WritableCase image, byte[] file, byte[] contents) throws IOException {
        Path copy = Files.write(folder.resolve(image.file()), file);
        Path raw = Files.write(folder.resolve("raw"), contents);
        if (image.parent().isPresent() || image.name().contains("4096")) {
            return;
        }
        if (image.format() == DiskFormat.VHDX) {
            IndependentDiskReaders.qemu("check", "-r", "all", "-f", "vhdx", copy.toString()); // replays the log
        }
        IndependentDiskReaders.qemuReads(copy, image.format(), raw);
        assertThat(IndependentDiskReaders.libvhdi(copy)).isEqualTo(IndependentDiskReaders.described(raw));
    }
}
