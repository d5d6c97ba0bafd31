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

    /** What is missing: lower-case sentences without their full stops. */
    public static List<String> problems(Storage disk, PartitionTable table, Partition partition) throws IOException {
        List<String> problems = new ArrayList<>();
        if (table.kind() != PartitionTable.Kind.MBR) {
            problems.add(disk.name() + " has a GPT, and Windows starts through a BIOS from an MBR only");
        } else if (!partition.isActive()) {
            problems.add("partition " + partition.number() + " of " + disk.name() + " is not active");
        }
        if (isZero(disk.read(0, (int) Math.min(BOOT_CODE, disk.size())))) {
            problems.add("there is no boot code in the MBR of " + disk.name());
        }
        byte[] sectors = disk.read(partition.start(), (int) Math.min(BOOT_SECTORS, partition.length()));
        if (!contains(sectors, BOOT_MANAGER)) {
            problems.add("the boot sector of partition " + partition.number() + " of " + disk.name() + " does not load bootmgr");
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
