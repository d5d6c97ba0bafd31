package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.Extent;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking into images: one with a FAT volume in a GPT, among others. */
class DiskCommandsTest {

    private static final int MIB = 1 << 20;
    private static final int SIZE = 8 * MIB;

    @TempDir
    Path folder;

    /** A FAT volume of 4 MiB with {@code EFI/Boot/bootx64.efi}, {@code A note.txt} and an empty folder. */
    private byte[] volume;

    private byte[] loader;

    private Path gpt;

    @BeforeEach
    void make() throws IOException {
        FatImage fat = FatImage.format(folder.resolve("fat"), 4096, "-n", "SYSTEM").folder("EFI").folder("EFI/Boot").folder("Empty");
        loader = new byte[70_000];
        Arrays.fill(loader, (byte) 'x');
        loader[0] = 'M';
        copyIn(fat, "bootx64.efi", loader, "::EFI/Boot");
        copyIn(fat, "A note.txt", "hello\n".getBytes(StandardCharsets.UTF_8), "::");
        volume = Files.readAllBytes(fat.file());
        Partition esp = Partition.gpt(2, PartitionType.Gpt.EFI_SYSTEM, SampleImage.DISK, SampleImage.PARTITION, MIB, 4 * MIB, "EFI system partition", 0);
        Partition other = Partition.gpt(3, PartitionType.Gpt.BASIC_DATA, SampleImage.DISK, new UUID(0, 3), 5 * MIB, MIB, "", 0);
        gpt = disk("g.raw", MIB, GptWriter.write(SampleImage.DISK, SIZE, 512, List.of(esp, other)));
    }

    private void copyIn(FatImage image, String name, byte[] content, String to) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:10Z")));
        image.mtools("mcopy", "-m", file.toString(), to);
    }

    /** A raw disk with the volume at {@code start}. */
    private Path disk(String name, int start, List<Extent> extents) throws IOException {
        byte[] disk = new byte[SIZE];
        System.arraycopy(volume, 0, disk, start, volume.length);
        for (Extent extent : extents) {
            System.arraycopy(extent.bytes().toArray(), 0, disk, (int) extent.position(), extent.bytes().size());
        }
        return Files.write(folder.resolve(name), disk);
    }

    private static Bcd.Result ok(String out) {
        return new Bcd.Result(0, out, "");
    }

    @Test
    void showsPartitionsAndWhatIsOnThem() throws IOException {
        assertThat(Bcd.run("disk", "info", gpt.toString())).isEqualTo(ok("""
                image           %s
                format          raw
                virtual size    8 MiB (8388608 bytes)
                sector size     512 bytes
                table           GPT, disk {c0000000-0000-4000-8000-000000000000}
                partition 2     fat12 "SYSTEM", EFI system, 4 MiB from 1 MiB, "EFI system partition", {c0000000-0000-4000-8000-000000000001}
                partition 3     basic data, 1 MiB from 5 MiB, {00000000-0000-0000-0000-000000000003}
                """.formatted(gpt)));
        assertThat(Bcd.run("disk", "info", gpt.toString(), "--json")).isEqualTo(ok("""
                {
                  "schemaVersion": 1,
                  "image": "%s",
                  "format": "raw",
                  "virtualSize": 8388608,
                  "sectorSize": 512,
                  "table": {
                    "kind": "gpt",
                    "disk": "{c0000000-0000-4000-8000-000000000000}"
                  },
                  "partitions": [ {
                    "number": 2,
                    "start": 1048576,
                    "length": 4194304,
                    "type": "{c12a7328-f81f-11d2-ba4b-00a0c93ec93b}",
                    "uniqueId": "{c0000000-0000-4000-8000-000000000001}",
                    "name": "EFI system partition",
                    "fileSystem": "fat12",
                    "label": "SYSTEM"
                  }, {
                    "number": 3,
                    "start": 5242880,
                    "length": 1048576,
                    "type": "{ebd0a0a2-b9e5-4433-87c0-68b6b72699c7}",
                    "uniqueId": "{00000000-0000-0000-0000-000000000003}"
                  } ],
                  "remarks": [ ]
                }
                """.formatted(gpt)));
    }

    @Test
    void showsADiskWithoutATable() throws IOException {
        Path plain = Files.write(folder.resolve("plain"), Arrays.copyOf(volume, volume.length + 100));
        assertThat(Bcd.run("disk", "info", plain.toString()).out()).endsWith("table           none\nvolume 0        fat12 \"SYSTEM\", 4 MiB\n");
        assertThat(Bcd.run("disk", "ls", plain.toString()).out()).isEqualTo(Bcd.run("disk", "ls", plain + ":0/").out()).contains("A note.txt");
        Path zeros = Files.write(folder.resolve("zeros"), new byte[1000]);
        assertThat(Bcd.run("disk", "info", zeros.toString(), "--json").out()).contains("\"partitions\": [ ]", "\"kind\": \"none\"");
        assertThat(Bcd.run("disk", "ls", zeros.toString()))
                .isEqualTo(new Bcd.Result(4, "", "bcd: " + zeros + ": volume at 0x0: no file system is known by what is here\n"));
    }

    @Test
    void showsADynamicDisk() throws IOException {
        Partition ldm = Partition.mbr(1, new PartitionType.Mbr(0x42), 7, MIB, 4 * MIB, false);
        Path dynamic = disk("ldm", MIB, List.of(MbrWriter.write(7, 512, List.of(ldm))));
        assertThat(Bcd.run("disk", "info", dynamic.toString()).out())
                .endsWith("table           MBR, signature 0x00000007\npartition 1     ldm, dynamic disk (LDM), 4 MiB from 1 MiB\n");
        Partition fat = Partition.mbr(1, new PartitionType.Mbr(0x0C), 7, MIB, 4 * MIB, false);
        Extent header = new Extent(6 * 512, Bytes.of("PRIVHEAD".getBytes(StandardCharsets.US_ASCII)));
        Path odd = disk("odd", MIB, List.of(MbrWriter.write(7, 512, List.of(fat)), header));
        assertThat(Bcd.run("disk", "info", odd.toString()).err()).isEqualTo("warning: there is the header of a dynamic disk (LDM), though no partition is of its type\n");
    }

    @Test
    void saysWhatIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(gpt);
        bytes[512] = 0;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);
        Bcd.Result info = Bcd.run("disk", "info", damaged.toString());
        assertThat(info.code()).isZero();
        assertThat(info.out()).contains("partition 3 ");
        assertThat(info.err()).startsWith("warning: the partition table is damaged (GPT header: signature is ").endsWith("; its backup at the end of the disk was used\n");
        Arrays.fill(bytes, SIZE - 512, SIZE, (byte) 0);
        Files.write(damaged, bytes);
        Bcd.Result refused = Bcd.run("disk", "info", damaged.toString());
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).startsWith("bcd: " + damaged + ": GPT header at 0x200: signature is ");
    }

    /** Bytes of the tables and of the volume's structures, many at a time. */
    @Test
    void answersWhateverIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(gpt);
        Path damaged = folder.resolve("damaged");
        int refused = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int i = 0; i < 30; i++) {
                int at = random.nextBoolean() ? random.nextInt(2048) : MIB + random.nextInt(random.nextBoolean() ? 40 : 30_000);
                bytes[at] = (byte) random.nextInt(256);
            }
            Files.write(damaged, bytes);
            for (String[] words : new String[][] {{"info", ""}, {"ls", ":2/"}, {"ls", ":2/EFI/Boot"}, {"cat", ":2/EFI/Boot/bootx64.efi"}}) {
                Bcd.Result result = Bcd.run("disk", words[0], damaged + words[1]);
                assertThat(result.code()).as("seed %d: %s", seed, result.err()).isIn(0, 3, 4);
                refused += result.code() == 0 ? 0 : 1;
            }
        }
        assertThat(refused).isBetween(50, 500);
    }

    @Test
    void listsAFolder() {
        assertThat(Bcd.run("disk", "ls", gpt + ":2").with("20..-..-.. ..:..:..", "TIME")).isEqualTo(ok("""
                directory               -  TIME  EFI
                directory               -  TIME  Empty
                file                    6  TIME  A note.txt
                """));
        assertThat(Bcd.run("disk", "ls", gpt + ":2/efi\\BOOT", "--json")).isEqualTo(ok("""
                {
                  "schemaVersion": 1,
                  "entries": [ {
                    "name": "bootx64.efi",
                    "kind": "file",
                    "size": 70000,
                    "modified": "2024-05-06T07:08:10Z"
                  } ]
                }
                """));
        String file = "file                    6  2024-05-06 07:08:10  A note.txt\n";
        assertThat(Bcd.run("disk", "ls", gpt + ":2/a NOTE.txt")).isEqualTo(ok(file));
        assertThat(Bcd.run("disk", "ls", gpt + ":2/Empty/")).isEqualTo(ok(""));
        assertThat(Bcd.run("disk", "ls", gpt + ":2/Empty/", "--json")).isEqualTo(ok("{\n  \"schemaVersion\": 1,\n  \"entries\": [ ]\n}\n"));
    }

    @Test
    void printsAFileAPartitionAndAWholeDisk() throws IOException {
        assertThat(Bcd.run("disk", "cat", gpt + ":2/A note.txt")).isEqualTo(ok("hello\n"));
        assertThat(cat(gpt + ":2/EFI/BOOT/BOOTX64.EFI")).isEqualTo(loader);
        assertThat(cat(gpt + ":2")).isEqualTo(volume);
        assertThat(cat(gpt.toString())).isEqualTo(Files.readAllBytes(gpt));
        Path odd = Files.write(folder.resolve("odd"), new byte[3 * MIB + 77]);
        assertThat(cat(odd.toString())).hasSize(3 * MIB + 77);
        assertThat(cat(Files.write(folder.resolve("none"), new byte[0]).toString())).isEmpty();
    }

    private static byte[] cat(String place) {
        Bcd bcd = new Bcd();
        assertThat(bcd.call("disk", "cat", place).code()).isZero();
        return bcd.bytes();
    }

    @Test
    void readsNtfs() throws IOException {
        Path ntfs = Files.write(folder.resolve("ntfs"), new byte[4 * MIB]);
        run("mkntfs", "-q", "-F", "-f", "-c", "4096", "-L", "Windows", "-p", "2048", "-H", "255", "-S", "63", ntfs.toString());
        run("ntfscp", "-q", ntfs.toString(), Files.write(folder.resolve("big"), loader).toString(), "Größe.bin");
        volume = Files.readAllBytes(ntfs);
        Path image = disk("n.raw", MIB, List.of(MbrWriter.write(7, 512, List.of(Partition.mbr(1, PartitionType.Mbr.NTFS, 7, MIB, 4 * MIB, true)))));
        assertThat(Bcd.run("disk", "info", image.toString()).out()).endsWith("partition 1     ntfs \"Windows\", NTFS or exFAT, 4 MiB from 1 MiB\n");
        assertThat(Bcd.run("disk", "ls", image + ":1/").with("20..-..-.. ..:..:..", "TIME")).isEqualTo(ok("file                70000  TIME  Größe.bin\n"));
        assertThat(cat(image + ":1/gRÖßE.BIN")).isEqualTo(loader);
        assertRefusal("There is no \"Windows\" in " + image + ":1.", "ls", image + ":1/Windows/System32");
    }

    /** The junction that Windows makes for old programs; its letter is that of its own volume. */
    @Test
    void followsAJunctionOfWindows() throws IOException {
        String target = "\\??\\C:\\Users";
        ByteBuffer point = ByteBuffer.allocate(16 + 2 * target.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        point.putInt(0xA0000003).putShort((short) (point.capacity() - 8)).putShort((short) 0);
        point.putShort((short) 0).putShort((short) (2 * target.length())).putShort((short) (2 * target.length() + 2)).putShort((short) 0);
        point.put(target.getBytes(StandardCharsets.UTF_16LE));
        NtfsBuilder builder = new NtfsBuilder(folder, 4 * MIB).folder("/Users").file("/Users/note.txt", loader).folder("/Documents and Settings");
        volume = Files.readAllBytes(builder.reparse("/Documents and Settings", point.array()).build());
        Path image = disk("n.raw", MIB, List.of(MbrWriter.write(7, 512, List.of(Partition.mbr(1, PartitionType.Mbr.NTFS, 7, MIB, 4 * MIB, true)))));
        assertThat(cat(image + ":1/documents and settings/note.txt")).isEqualTo(loader);
        assertThat(Bcd.run("disk", "ls", image + ":1/Documents and Settings").out()).isEqualTo(Bcd.run("disk", "ls", image + ":1/Users").out()).contains("note.txt");
        assertThat(Bcd.run("disk", "ls", image + ":1/").out()).contains("link ").contains("Documents and Settings");
        assertRefusal("There is no \"x\" in " + image + ":1/Users.", "ls", image + ":1/Documents and Settings/x");
    }

    @Test
    void saysThatTheBackupOfABootSectorWasRead() throws IOException {
        Path ntfs = Files.write(folder.resolve("ntfs"), new byte[4 * MIB]);
        run("mkntfs", "-q", "-F", "-f", "-L", "Windows", ntfs.toString());
        volume = Files.readAllBytes(ntfs);
        Arrays.fill(volume, 0, 512, (byte) 0);
        Path image = disk("n.raw", MIB, List.of(MbrWriter.write(7, 512, List.of(Partition.mbr(1, PartitionType.Mbr.NTFS, 7, MIB, 4 * MIB, true)))));
        Bcd.Result info = Bcd.run("disk", "info", image.toString());
        assertThat(info.out()).endsWith("partition 1     ntfs \"Windows\", NTFS or exFAT, 4 MiB from 1 MiB\n");
        assertThat(info.err()).isEqualTo("warning: partition 1 of " + image
                + ": the boot sector at the start of the volume is damaged; its backup at 0x3ffe00 was read\n");
    }

    private static void run(String tool, String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, "ntfs-3g"), arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

    @Test
    void readsImagesOfAllFormats() throws IOException {
        String qemu = IndependentTool.require("qemu-img", "qemu-utils").toString();
        for (String[] format : new String[][] {{"vhdx", "subformat=dynamic"}, {"vpc", "subformat=dynamic,force_size=on"}, {"vpc", "subformat=fixed,force_size=on"}}) {
            Path image = folder.resolve("image " + format[0]);
            IndependentTool.Outcome made = IndependentTool.run(Path.of(qemu), "convert", "-f", "raw", "-O", format[0], "-o", format[1], gpt.toString(), image.toString());
            assertThat(made.exitCode()).as(made.stderr()).isZero();
            assertThat(cat(image.toString())).isEqualTo(Files.readAllBytes(gpt));
            assertThat(cat(image + ":2/efi/boot/bootx64.efi")).isEqualTo(loader);
        }
    }

    @Test
    void keepsTheLettersOfANameThatASentenceBeginsWith() throws IOException {
        Path near = Files.createTempFile(Path.of("target"), "disk", ".raw");
        try {
            Files.copy(gpt, near, StandardCopyOption.REPLACE_EXISTING);
            assertRefusal(near + ":2/A note.txt is a file, so there is no \"x\" in it.", "cat", near + ":2/A note.txt/x");
        } finally {
            Files.delete(near);
        }
    }

    @Test
    void saysWhatIsNotThere() {
        assertRefusal("There is no \"Bot\" in " + gpt + ":2/EFI. Did you mean Boot?", "ls", gpt + ":2/EFI/Bot/x");
        assertRefusal("There is no \"B note.txt\" in " + gpt + ":2. Did you mean A note.txt?", "cat", gpt + ":2/B note.txt");
        assertRefusal(gpt + ":2/A note.txt is a file, so there is no \"x\" in it.", "cat", gpt + ":2/A note.txt/x");
        assertRefusal("\"EFI/Boot\" on " + gpt + ":2 is a folder; bcd disk ls shows what is in it.", "cat", gpt + ":2/EFI/Boot");
        assertRefusal(gpt + " has no partition 1. It has 2 (fat12), 3.", "ls", gpt + ":1");
        assertRefusal("Say which partition of " + gpt + ", for instance " + gpt + ":2. It has 2 (fat12), 3.", "ls", gpt.toString());
        assertRefusal(folder.resolve("x") + ": there is no such file.", "cat", folder.resolve("x") + ":1/y");
    }

    private static void assertRefusal(String message, String command, String place) {
        assertThat(Bcd.run("disk", command, place)).isEqualTo(new Bcd.Result(3, "", "bcd: " + message + "\n"));
    }

    @Test
    void refusesWhatMeansNothing() throws IOException {
        assertThat(Bcd.run("disk", "cat", gpt.toString(), "--json").err()).startsWith("bcd: --json means nothing here: the bytes are printed as they are.\n");
        assertThat(Bcd.run("disk", "info", gpt + ":2").err()).startsWith("bcd: All partitions are shown together; name the image alone: " + gpt + ".\n");
        assertThat(Bcd.run("disk", "ls", gpt.toString(), "--store", "x").code()).isEqualTo(2);
        assertThat(Bcd.run("disk", "ls", folder.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + folder + " is a folder, not a disk image\nName the VHD or VHDX file.\n"));
    }

    @Test
    void stopsWhenTheReaderHasSeenEnough() throws IOException {
        int[] written = new int[1];
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                written[0] += length;
                throw new IOException("Broken pipe");
            }
        });
        assertThat(new Bcd().printingTo(closed).call("disk", "cat", gpt.toString()).code()).isZero();
        assertThat(written[0]).isPositive().isLessThan(2 * MIB);
    }
}
