package org.bcdkit.firmware.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.host.linux.LiveDisk;
import org.bcdkit.storage.Storage;

/** The disks of this machine that firmware could start from, with their partitions. */
public final class LinuxDisks implements AutoCloseable {

    private static final Path SYS = Path.of("/sys");
    private static final Path DEV = Path.of("/dev");

    /** Block devices that firmware does not know: they are made by Linux, or hold no partition table. */
    private static final List<String> NOT_FOR_FIRMWARE = List.of("loop", "ram", "zram", "dm-", "md", "sr", "fd", "nbd");

    private static final int USUAL_SECTOR = 512;

    private final Path sys;
    private final Path dev;
    private final List<Storage> open = new ArrayList<>();

    /** Those of this machine. */
    public LinuxDisks() {
        this(SYS, DEV);
    }

    LinuxDisks(Path sys, Path dev) {
        this.sys = sys;
        this.dev = dev;
    }

    /** All partitions; what cannot be read is a problem, and then it is not known which are missing. The disks stay open until this is closed. */
    public KnownPartitions partitions() {
        List<String> disks = new ArrayList<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(sys.resolve("class/block"))) {
            for (Path device : devices) {
                if (isDisk(device)) {
                    disks.add(device.getFileName().toString());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return new KnownPartitions(List.of(), false, List.of("the disks of this machine cannot be listed: " + e.getMessage()));
        }
        Collections.sort(disks);
        KnownPartitions known = new KnownPartitions(List.of(), !disks.isEmpty(), List.of());
        for (String disk : disks) {
            known = known.and(on(disk));
        }
        return known;
    }

    private static boolean isDisk(Path device) {
        String name = device.getFileName().toString();
        for (String other : NOT_FOR_FIRMWARE) {
            if (name.startsWith(other)) {
                return false;
            }
        }
        return !Files.exists(device.resolve("partition")) && number(device.resolve("size"), 0) > 0;
    }

    private KnownPartitions on(String disk) {
        // There the kernel writes the slashes of a name as exclamation marks.
        Path device = dev.resolve(disk.replace('!', '/'));
        try {
            Storage storage = LiveDisk.open(sys, dev, disk);
            open.add(storage);
            Path sectorSize = sys.resolve("class/block").resolve(disk).resolve("queue/logical_block_size");
            return KnownPartitions.of(storage, (int) number(sectorSize, USUAL_SECTOR));
        } catch (IOException e) {
            String reason = Files.exists(device) && !Files.isReadable(device) ? "permission denied" : e.getMessage();
            return new KnownPartitions(List.of(), false, List.of(device + " cannot be read: " + reason));
        }
    }

    private static long number(Path file, long otherwise) {
        try {
            return Long.parseLong(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }

    @Override
    public void close() throws IOException {
        for (Storage storage : open) {
            storage.close();
        }
    }
}
