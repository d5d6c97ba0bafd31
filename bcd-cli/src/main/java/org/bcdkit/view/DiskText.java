package org.bcdkit.view;

import java.io.PrintStream;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.layout.Printable;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;

/** A disk image as text. */
public final class DiskText {

    private static final int COLUMN = 16;

    private final PrintStream out;

    private DiskText(PrintStream out) {
        this.out = out;
    }

    public static void print(PrintStream out, DiskFacts facts) {
        new DiskText(out).print(facts);
    }

    private void print(DiskFacts facts) {
        VirtualDisk disk = facts.disk();
        entry("image", disk.name());
        entry("format", disk.kind().word() + " " + disk.format().name());
        entry("virtual size", size(disk.virtualSize()));
        entry("sector size", disk.sectorSize() + " bytes");
        entry("file size", size(disk.fileSize()));
        entry("still to grow", size(disk.bytesToGrow()));
        if (disk.blocks().isPresent()) {
            BlockUse blocks = disk.blocks().get();
            entry("blocks", blocks.allocated() + " of " + blocks.total() + " in the file, " + ByteSize.format(blocks.blockSize()) + " each");
        }
        for (Optional<VirtualDisk> parent = disk.parent(); parent.isPresent(); parent = parent.get().parent()) {
            entry("parent", parent.get().name());
        }
        if (facts.table().isPresent()) {
            table(facts.table().get());
        }
    }

    private void table(PartitionTable table) {
        if (table instanceof PartitionTable.Gpt gpt) {
            entry("table", "GPT, disk {" + gpt.disk() + "}");
        } else if (table instanceof PartitionTable.Mbr mbr) {
            entry("table", "MBR, signature " + DeviceJson.hex(mbr.signature()));
        } else {
            entry("table", "none");
        }
        for (Partition partition : table.partitions()) {
            StringBuilder text = new StringBuilder(partition.type().name().orElse("type " + partition.type().text()));
            text.append(", ").append(ByteSize.format(partition.length())).append(" from ").append(ByteSize.format(partition.start()));
            if (!partition.label().isEmpty()) {
                text.append(", \"").append(partition.label()).append('"');
            }
            if (partition.uniqueId().isPresent()) {
                text.append(", {").append(partition.uniqueId().get()).append('}');
            }
            entry("partition " + partition.number(), text.toString());
        }
    }

    /** {@code 64 MiB (67108864 bytes)}; the bytes alone when there are few of them. */
    private static String size(long bytes) {
        String text = ByteSize.format(bytes);
        return bytes < 1024 ? text : text + " (" + bytes + " bytes)";
    }

    private void entry(String name, String value) {
        StringBuilder line = new StringBuilder(name);
        do {
            line.append(' ');
        } while (line.length() < COLUMN);
        out.print(Printable.of(line.append(value).toString()));
        out.print('\n');
    }
}
