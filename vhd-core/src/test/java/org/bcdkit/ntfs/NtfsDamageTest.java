package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.MemoryFile;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the structures of a volume thousands of times and reads all of it each time. NTFS has no checksums, so that a wrong byte may be read as if
 * it were right; but there is always an answer, soon, and without much memory.
 */
@Timeout(300)
class NtfsDamageTest {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long MEMORY = 48 << 20;
    private static final int DEEP = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private static Path folder;

    private static byte[] image;
    private static TreeMap<String, Bytes> undamaged;
    /** Where what is in use of file records and index blocks stands. */
    private static List<long[]> structures;

    /** One file of each kind, and folders with and without index blocks. */
    @BeforeAll
    static void makeVolume() throws IOException {
        byte[] content = Contents.mixed(31, 20_000);
        NtfsBuilder builder = new NtfsBuilder(folder, 3 << 20, "-c", "512")
                .folder("/folder")
                .file("/folder/in its record", Contents.random(32, 100))
                .file("/folder/plain", Contents.random(33, 5000))
                .stream("/folder/plain", "stream", Contents.random(34, 900))
                .compressed("/compressed", content)
                .file("/system file", new byte[0])
                .resize("/system file", content.length)
                .stream("/system file", "WofCompressedData", WimCompression.XPRESS_8K.compress(folder, content, 50))
                .reparse("/system file", WimCompression.XPRESS_8K.reparsePoint())
                .file("/holes", new byte[0]);
        // Each of these needs its own pair of runs, and all of them more than one record.
        for (int i = 400; i > 0; i--) {
            builder.at("/holes", i * 1024, new byte[] {(byte) i});
        }
        for (int i = 0; i < 14; i++) {
            builder.folder("/folder/with a name that is long enough for index blocks " + i);
        }
        OpenedVolume opened = new OpenedVolume(builder.build());
        assertThat(opened.file("/holes").find(AttributeType.ATTRIBUTE_LIST, "")).isPresent();
        image = opened.image();
        undamaged = readAll(new MemoryFile("volume", image));
        assertThat(undamaged).hasSize(6 + 14);
        for (String compressed : List.of("compressed", "system file")) {
            assertThat(undamaged.get(compressed).slice(0, content.length).toArray()).isEqualTo(content);
        }
        structures = new ArrayList<>();
        structures.add(new long[] {0, NtfsBootSector.SIZE});
        for (int at = 0; at + 1024 <= image.length; at += 512) {
            String signature = new String(image, at, 4, StandardCharsets.ISO_8859_1);
            int used = signature.equals("FILE") ? FileRecord.LAYOUT.read("volume", at, image, at).getInt(FileRecord.USED) : 600;
            if (signature.equals("FILE") && (image[at + 22] & 1) != 0 || signature.equals("INDX")) {
                structures.add(new long[] {at, at + used});
            }
        }
    }

    /** The start and the end of every file, by its path. */
    private static TreeMap<String, Bytes> readAll(Storage storage) throws IOException {
        NtfsFileSystem volume = NtfsFileSystem.open(storage);
        TreeMap<String, Bytes> all = new TreeMap<>();
        readAll(volume, volume.root(), "", DEEP, all);
        volume.find(volume.root(), "FOLDER");
        return all;
    }

    private static void readAll(NtfsFileSystem volume, FileEntry folder, String path, int deep, TreeMap<String, Bytes> all) throws IOException {
        for (FileEntry entry : volume.list(folder)) {
            if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                all.put(path + entry.name() + "/", Bytes.EMPTY);
                if (deep > 0) {
                    readAll(volume, entry, path + entry.name() + "/", deep - 1, all);
                }
            } else if (entry.kind() == FileEntry.Kind.FILE) {
                Storage content = volume.open(entry);
                int length = (int) Math.min(content.size(), 60_000);
                ByteBuffer bytes = ByteBuffer.allocate(2 * length);
                content.read(0, bytes.limit(length));
                content.read(content.size() - length, bytes.limit(2 * length));
                all.put(path + entry.name(), Bytes.of(bytes.array()));
            }
        }
    }

    /** Reads everything. Returns whether all is as it was. */
    private static boolean answers(String damage) {
        Duration start = ProcessorTime.now();
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        boolean same = false;
        try {
            same = readAll(new MemoryFile("volume", image)).equals(undamaged);
        } catch (FormatException e) {
            assertThat(e.problem()).as(damage).isNotBlank();
        } catch (Throwable e) {
            throw new AssertionError(damage + ": " + e, e);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory).as(damage).isLessThan(MEMORY);
        assertThat(ProcessorTime.since(start)).as(damage).isLessThan(ANSWER);
        return same;
    }

    @Test
    void answersWhateverByteOfItsStructuresIsWrong() {
        Random random = new Random(5);
        int same = 0;
        int attempts = 0;
        for (long[] structure : structures) {
            for (int at = (int) structure[0]; at < structure[1]; at++) {
                byte kept = image[at];
                image[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : 0xff);
                same += answers("byte 0x" + Integer.toHexString(at) + " = " + image[at]) ? 1 : 0;
                attempts++;
                image[at] = kept;
            }
        }
        assertThat(attempts).isGreaterThan(5000);
        // Times, security and the like are not read.
        assertThat(same).isBetween(attempts / 10, attempts * 9 / 10);
    }

    @Test
    void answersWhateverNumbersAreWrong() {
        Random random = new Random(6);
        long[] numbers = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x8000, 1L << 48, 16, 24};
        for (int i = 0; i < 4000; i++) {
            long[] structure = structures.get(random.nextInt(structures.size()));
            int at = (int) (structure[0] + random.nextInt((int) (structure[1] - structure[0] - 8)));
            byte[] kept = Arrays.copyOfRange(image, at, at + 8);
            long number = numbers[random.nextInt(numbers.length)] + random.nextInt(3) - 1;
            int length = 1 << random.nextInt(4);
            for (int j = 0; j < length; j++) {
                image[at + j] = (byte) (number >> 8 * j);
            }
            answers("0x" + Integer.toHexString(at) + " = " + number + " in " + length + " bytes");
            System.arraycopy(kept, 0, image, at, 8);
        }
    }

    @Test
    void readsWithoutHarmWhatIsNoVolume() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(8000)];
            random.nextBytes(noise);
            if (noise.length > 512) {
                System.arraycopy(image, 0, noise, 0, random.nextInt(90));
            }
            assertThatThrownBy(() -> NtfsFileSystem.open(MemoryStorage.of("noise", noise))).isInstanceOf(FormatException.class);
        }
    }
}
