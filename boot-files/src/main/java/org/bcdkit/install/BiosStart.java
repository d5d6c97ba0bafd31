package org.bcdkit.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.storage.Storage;

/**
 * Whether a BIOS that starts from a disk gets as far as {@code \bootmgr}: through the code in the MBR, the active partition, and the code in the
 * first sectors of that, which names the file it loads.
 */
public final class BiosStart {

    private static final int BOOT_CODE = 440;
    private static final int BOOT_SECTORS = 8 << 10;
    private static final byte[] BOOT_MANAGER = "BOOTMGR".getBytes(StandardCharsets.US_ASCII);

    private BiosStart() {}

    /**
     * Something that is missing.
     *
     * @param text lower-case sentence without its full stop
     * @param remedy what to do about it: a sentence with it
     */
    public record Problem(String text, String remedy) {

        /** No boot code helps a disk with a GPT. */
        public static Problem gpt(String disk) {
            return new Problem(
                    disk + " has a GPT, and Windows starts through a BIOS from an MBR only", "Take a disk with an MBR, or UEFI alone: --firmware uefi.");
        }

        /** Something that can be written. */
        public static Problem code(String text) {
            return new Problem(text, "Write it with ms-sys (ms-sys -7 for the MBR, --fat32pe or --ntfs for the partition) or bootsect.");
        }
    }

    /** What is missing. */
    public static List<Problem> problems(Storage disk, PartitionTable table, Partition partition) throws IOException {
        List<Problem> problems = new ArrayList<>();
        if (table.kind() != PartitionTable.Kind.MBR) {
            problems.add(Problem.gpt(disk.name()));
            return problems;
        }
        if (!partition.isActive()) {
            problems.add(new Problem(
                    "partition " + partition.number() + " of " + disk.name() + " is not active", "Set the flag, with sfdisk --activate for instance."));
        }
        if (isZero(disk.read(0, (int) Math.min(BOOT_CODE, disk.size())))) {
            problems.add(Problem.code("there is no boot code in the MBR of " + disk.name()));
        }
        byte[] sectors = disk.read(partition.start(), (int) Math.min(BOOT_SECTORS, partition.length()));
        if (!contains(sectors, BOOT_MANAGER)) {
            problems.add(Problem.code("the boot sector of partition " + partition.number() + " of " + disk.name() + " does not load bootmgr"));
        }
        return problems;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
