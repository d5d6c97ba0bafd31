package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DamagedStorage;
import org.bcdkit.testing.GptBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WindowsDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an image, there is a judgement on it, and soon. */
@Timeout(300)
class NativeBootDamageTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aFileIsThere() throws IOException {
        file = Files.createFile(folder.resolve("image"));
    }

    private NativeBootReport judge(Storage image) throws IOException {
        Duration start = ProcessorTime.now();
        NativeBootReport report = NativeBootCheck.check(file, new DiskImages(path -> image, VolumeMap.EMPTY), Judged.ROOMY);
        assertThat(ProcessorTime.since(start)).isLessThan(Duration.ofSeconds(1));
        assertThat(report.findings()).isNotEmpty();
        return report;
    }

    /** A VHDX with a GPT, and every block in place. */
    private static Storage vhdx() {
        byte[] disk = new GptBuilder(512, 8192).partition(1, GptBuilder.BASIC_DATA, "00000000-0000-4000-8000-000000000001", 40, 8000, "").build();
        VhdxBuilder image = VhdxBuilder.dynamic(4L * MIB, MIB);
        for (int i = 0; i < 4; i++) {
            image.block(i, 6, Arrays.copyOfRange(disk, i * MIB, (i + 1) * MIB));
        }
        return image.storage("image");
    }

    @Test
    void everyVhdxCutShortIsRefused() throws IOException {
        Storage whole = vhdx();
        assertThat(Judged.lines(judge(whole), "IMG-01")).containsExactly("IMG-01 ok the image is a dynamic VHDX of 4 MiB");
        assertThat(judge(DamagedStorage.cut(whole, whole.size() * 2 / 3)).isReadable()).isFalse();
        for (long length = 0; length < whole.size(); length += 10_007) {
            NativeBootReport report = judge(DamagedStorage.cut(whole, length));
            assertThat(report.verdict()).as("%d bytes", length).isEqualTo(Severity.ERROR);
            assertThat(Judged.lines(report, "IMG-01")).anyMatch(line -> line.startsWith("IMG-01 error "));
        }
        assertThat(judge(DamagedStorage.cut(whole, whole.size() - 1)).isReadable()).isFalse();
    }

    @Test
    void everyDynamicVhdCutShortIsRefused() throws IOException {
        Storage whole = MemoryStorage.of("image", VhdBuilder.dynamic(4L * MIB, 512 << 10).block(7, 'h').block(2, 'c').build());
        for (long length = 0; length < whole.size() - 1; length += 997) {
            NativeBootReport report = judge(DamagedStorage.cut(whole, length));
            assertThat(Judged.lines(report, "IMG-01")).as("%d bytes", length).anyMatch(line -> line.startsWith("IMG-01 error "));
        }
        NativeBootReport last = judge(DamagedStorage.cut(whole, whole.size() - 512));
        assertThat(Judged.lines(last, "IMG-01")).anyMatch(line -> line.startsWith("IMG-01 error "));
    }

    @Test
    void everyFixedVhdCutShortIsRefused() throws IOException {
        Storage whole = MemoryStorage.of("image", Judged.fixed().build());
        for (long length = 0; length < whole.size() - 1; length += 9973) {
            assertThat(judge(DamagedStorage.cut(whole, length)).isReadable()).as("%d bytes", length).isFalse();
        }
        for (int missing = 2; missing <= 1024; missing++) {
            assertThat(judge(DamagedStorage.cut(whole, whole.size() - missing)).isReadable()).as("without %d bytes", missing).isFalse();
        }
    }

    @Test
    void everyFlippedByteIsJudged() throws IOException {
        Storage whole = vhdx();
        for (int structure : new int[] {0, VhdxBuilder.HEADER_2, VhdxBuilder.REGIONS_1, VhdxBuilder.METADATA, VhdxBuilder.METADATA
                + 65536, VhdxBuilder.TABLE}) {
            for (int offset = 0; offset < 200; offset++) {
                judge(DamagedStorage.flipped(whole, structure + offset, 0xff));
            }
        }
        for (int offset = 440; offset < 1500; offset++) {
            judge(DamagedStorage.flipped(whole, 4 * MIB + offset, 0x81));
        }
    }

    /** A dynamic VHDX with a Windows on an NTFS volume. */
    private Storage windows() throws IOException {
        byte[] disk = new WindowsDisk().build(folder);
        VhdxBuilder image = VhdxBuilder.dynamic(disk.length, MIB);
        for (int i = 0; i < disk.length / MIB; i++) {
            image.block(i, 6, Arrays.copyOfRange(disk, i * MIB, (i + 1) * MIB));
        }
        return image.storage("image");
    }

    /** Where {@code sought} starts in the image, on a border of 512 bytes. */
    private static long find(Storage image, String sought) throws IOException {
        byte[] text = sought.getBytes(StandardCharsets.ISO_8859_1);
        for (long position = 5L * MIB; position < image.size(); position += 512) {
            if (Arrays.equals(image.read(position, text.length), text)) {
                return position;
            }
        }
        throw new AssertionError(sought);
    }

    @Test
    void everyFlippedByteOfAWindowsIsJudged() throws IOException {
        Storage whole = windows();
        assertThat(judge(whole).windows()).isPresent();
        long boot = find(whole, "\u00ebR\u0090NTFS    ");
        for (int offset = 0; offset < 512; offset += 3) {
            judge(DamagedStorage.flipped(whole, boot + offset, 0xff));
        }
        long table = find(whole, "FILE");
        for (int record = 0; record < 12; record++) {
            for (int offset = 0; offset < 400; offset += 7) {
                judge(DamagedStorage.flipped(whole, table + record * 1024L + offset, 0xff));
            }
        }
        for (long hive = find(whole, "regf"), offset = 0; offset < 12_000; offset += 13) {
            judge(DamagedStorage.flipped(whole, hive + offset, 0x41));
        }
    }

    @Test
    void whateverIsWrongInAVolumeTheImageItselfIsReadable() throws IOException {
        Storage whole = windows();
        Random random = new Random(4);
        for (int i = 0; i < 500; i++) {
            Storage damaged = whole;
            for (int flips = 0; flips < 40; flips++) {
                damaged = DamagedStorage.flipped(damaged, 5L * MIB + random.nextInt(3 * MIB), 1 + random.nextInt(255));
            }
            assertThat(judge(damaged).isReadable()).isTrue();
        }
    }
}
