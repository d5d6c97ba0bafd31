package org.bcdkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WrittenBytes;
import org.bcdkit.vhd.VhdWriter;
import org.bcdkit.vhdx.VhdxIdentity;
import org.bcdkit.vhdx.VhdxWriter;

/**
 * An image of each kind that is written to, all in memory.
 *
 * @param parent what the file of its parent holds
 */
record WritableCase(String name, DiskFormat format, byte[] image, Optional<byte[]> parent) {

    private static final int MIB = 1 << 20;
    private static final String PARENT_ID = "BASE-BASE-BASE-1";

    @Override
    public String toString() {
        return name;
    }

    /** The name that its file has. */
    String file() {
        return "w." + format.word();
    }

    /** What is written as a whole or not at all to the medium below, so that sectors of the disk are. */
    int sectorSize() {
        return name.contains("4096") ? 4096 : 512;
    }

    /** The name by which the image finds its parent. */
    String parentFile() {
        return "base." + format.word();
    }

    /** Of every kind one; blocks of a VHD have {@code vhdBlock} bytes, those of a VHDX 1 MiB. */
    static List<WritableCase> all(int vhdBlock) {
        List<WritableCase> all = new ArrayList<>(vhd(vhdBlock));
        all.addAll(vhdx());
        return all;
    }

    private static List<WritableCase> vhd(int block) {
        long size = 6L * block + 512 * 3;
        byte[] contents = random(77, block);
        byte[] base = VhdBuilder.dynamic(size, block).id(PARENT_ID).block(0, random(1, block)).block(2, random(2, block)).block(6, random(3, block)).build();
        byte[] bits = new byte[Math.max(1, block / 512 / 8)];
        for (int i = 0; i < bits.length; i += 2) {
            bits[i] = (byte) 0xff;
        }
        byte[] child =
                VhdBuilder.differencing(size, block, PARENT_ID)
                        .locator("W2ru", ".\\base.vhd".getBytes(StandardCharsets.UTF_16LE))
                        .block(2, bits, random(4, block))
                        .block(3, random(5, block))
                        .build();
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, size, block, 512, List.of(new Extent(block + 512, Bytes.of(contents))));
        return List.of(
                new WritableCase("fixed VHD", DiskFormat.VHD, VhdBuilder.fixed(random(6, (int) size)).build(), Optional.empty()),
                new WritableCase("new VHD", DiskFormat.VHD, write(new WrittenBytes("w.vhd"), disk), Optional.empty()),
                new WritableCase("packed VHD", DiskFormat.VHD, VhdBuilder.dynamic(size, block).block(5, random(7, block)).build(), Optional.empty()),
                new WritableCase("VHD with room", DiskFormat.VHD, withRoom(VhdBuilder.dynamic(size, block).block(5, random(7, block)).build(), block), Optional.empty()),
                new WritableCase("VHD with bits", DiskFormat.VHD, VhdBuilder.dynamic(size, block).block(5, bits, cleared(block)).build(), Optional.empty()),
                new WritableCase("differencing VHD", DiskFormat.VHD, child, Optional.of(base)));
    }

    /** Only what the bitmap marks is not zero, as Windows keeps it. */
    private static byte[] cleared(int block) {
        byte[] payload = random(8, block);
        for (int at = 0; at < block; at += 4096) {
            if (at / 4096 % 2 == 1) {
                Arrays.fill(payload, at, Math.min(block, at + 4096), (byte) 0);
            }
        }
        return payload;
    }

    /** As a write that did not come to its end leaves it: with room for two blocks and a half before the footer, and something in it. */
    private static byte[] withRoom(byte[] image, int block) {
        int room = 2 * (block + 512) + block / 2 / 512 * 512;
        byte[] larger = Arrays.copyOf(image, image.length + room);
        System.arraycopy(image, image.length - 512, larger, larger.length - 512, 512);
        System.arraycopy(random(9, room), 0, larger, image.length - 512, room);
        return larger;
    }

    private static List<WritableCase> vhdx() {
        long size = 6L * MIB + 4096 * 3;
        NewDisk dynamic = new NewDisk(DiskKind.DYNAMIC, size, MIB, 512, List.of(new Extent(MIB + 4096, Bytes.of(random(20, MIB)))));
        NewDisk fixed = new NewDisk(DiskKind.FIXED, 3L * MIB, MIB, 512, List.of(new Extent(512, Bytes.of(random(21, 2 * MIB)))));
        NewDisk large = new NewDisk(DiskKind.DYNAMIC, size, MIB, 4096, List.of(new Extent(0, Bytes.of(random(22, 4096)))));
        byte[] base = VhdxBuilder.dynamic(size, MIB).block(0, 6, random(23, MIB)).block(2, 6, random(24, MIB)).block(6, 6, random(25, MIB)).build();
        byte[] bits = new byte[MIB];
        Arrays.fill(bits, (byte) 0x5a);
        Arrays.fill(bits, 2 * 256, 3 * 256, (byte) 0);
        for (int i = 2 * 256; i < 3 * 256; i += 2) {
            bits[i] = (byte) 0xff;
        }
        byte[] child = child(size).bitmap(0, bits).block(2, 7, random(26, MIB)).block(3, 'c').entry(4, 2).entry(6, 3).build();
        byte[] log = new LogEntryBuilder(5).tail(0).sizes(6 * MIB, 6 * MIB).page(VhdxBuilder.TABLE, table(5L * MIB | 6, 4L * MIB | 6)).build();
        byte[] replayed =
                VhdxBuilder.dynamic(size, MIB).logGuid(LogEntryBuilder.GUID).block(1, 6, random(27, MIB)).bytes(VhdxBuilder.LOG, log).fileEnd(6 * MIB).build();
        return List.of(
                new WritableCase("fixed VHDX", DiskFormat.VHDX, write(new WrittenBytes("w.vhdx"), fixed), Optional.empty()),
                new WritableCase("dynamic VHDX", DiskFormat.VHDX, write(new WrittenBytes("w.vhdx"), dynamic), Optional.empty()),
                new WritableCase("VHDX with sectors of 4096", DiskFormat.VHDX, write(new WrittenBytes("w.vhdx"), large), Optional.empty()),
                new WritableCase(
                        "VHDX with states",
                        DiskFormat.VHDX,
                        VhdxBuilder.dynamic(size, MIB).block(3, 6, random(28, MIB)).entry(0, 2).entry(1, 1).block(4, 3, random(29, MIB)).build(),
                        Optional.empty()),
                new WritableCase("VHDX with a log", DiskFormat.VHDX, replayed, Optional.empty()),
                new WritableCase("empty differencing VHDX", DiskFormat.VHDX, child(size).build(), Optional.of(base)),
                new WritableCase("differencing VHDX", DiskFormat.VHDX, child, Optional.of(base)));
    }

    private static VhdxBuilder child(long size) {
        return VhdxBuilder.differencing(size, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx")
                .dataWrite("aaaaaaaa-0000-4000-8000-000000000001");
    }

    /** A page of a block allocation table that starts with {@code entries}. */
    private static byte[] table(long... entries) {
        byte[] page = new byte[4096];
        for (int i = 0; i < entries.length; i++) {
            VhdxBuilder.put(page, 8 * i, 8, entries[i]);
        }
        return page;
    }

    private static byte[] write(WrittenBytes file, NewDisk disk) {
        try {
            if (file.name().endsWith("x")) {
                VhdxWriter.write(file, disk, VhdxIdentity.random());
            } else {
                VhdWriter.write(file, disk, UUID.randomUUID(), Instant.EPOCH.plusSeconds(1L << 30));
            }
            return file.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private VirtualDisk withParent(VirtualDisk disk) throws IOException {
        return parent.isPresent() ? disk.withParent(DiskImages.open(MemoryStorage.of(parentFile(), parent.get())), List.of()) : disk;
    }

    /** The disk in {@code content}, which is this image in another state. */
    VirtualDisk read(byte[] content) throws IOException {
        return withParent(DiskImages.open(MemoryStorage.of(file(), content)));
    }

    WritableDisk open(WritableStorage file) throws IOException {
        return DiskImages.openForWriting(file, withParent(DiskImages.open(file)));
    }

    /** What the disk holds. */
    byte[] contents() throws IOException {
        return DiskReading.all(read(image));
    }

    /**
     * Writes to the disk, the same for every run.
     *
     * @param blockSize for a disk without blocks
     */
    List<Extent> changes(int count, int blockSize) throws IOException {
        Random random = new Random(name.length());
        VirtualDisk disk = read(image);
        int block = disk.blocks().isPresent() ? (int) disk.blocks().get().blockSize() : blockSize;
        int grain = Math.max(disk.sectorSize(), block / 32);
        List<Extent> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(change(random, disk.virtualSize() / grain * grain, block, grain));
        }
        return changes;
    }

    /**
     * A place for a write and what is written there: whole sectors; sometimes zeros, and sometimes long enough for a few blocks.
     *
     * @param grain places and lengths are multiples of it
     */
    static Extent change(Random random, long size, int blockSize, int grain) {
        int most = random.nextInt(6) == 0 ? 3 * blockSize : random.nextInt(3) == 0 ? blockSize : Math.min(blockSize, 16 * grain);
        long grains = size / grain;
        long start = random.nextInt(Math.toIntExact(grains));
        int length = (int) Math.min(grains - start, 1 + random.nextInt(most / grain));
        if (random.nextInt(8) == 0) {
            start -= start * grain % blockSize / grain; // from the start of a block
        }
        byte[] bytes = new byte[length * grain];
        if (random.nextInt(4) != 0) {
            random.nextBytes(bytes);
        }
        return new Extent(start * grain, Bytes.of(bytes));
    }

    static void write(WritableStorage to, Extent change) throws IOException {
        to.write(change.position(), ByteBuffer.wrap(change.bytes().toArray()));
    }

    static void write(byte[] to, Extent change) {
        System.arraycopy(change.bytes().toArray(), 0, to, (int) change.position(), change.bytes().size());
    }
}
