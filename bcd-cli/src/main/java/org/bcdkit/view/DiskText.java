package org.bcdkit.view;

import java.io.PrintStream;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.layout.Printable;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;

/** A disk image as text. */
public final class DiskText {

    private static final int COLUMN = 16;

    private final PrintStream out;

    private DiskText(PrintStream out) {
        this.out = out;
    }

    /** @param identities whether it is shown too by what the image, and its parent, are known to their children */
    public static void print(PrintStream out, DiskFacts facts, boolean identities) {
        new DiskText(out).print(facts, identities);
    }

    private void print(DiskFacts facts, boolean identities) {
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
        if (identities) {
            identities(disk);
        }
        for (Optional<VirtualDisk> parent = disk.parent(); parent.isPresent(); parent = parent.get().parent()) {
            entry("parent", parent.get().name());
        }
        table(facts);
    }

    private void identities(VirtualDisk disk) {
        entry("identifier", disk.identity().toHex());
        if (disk.diskId().isPresent()) {
            entry("disk identifier", "{" + disk.diskId().get() + "}");
        }
        if (disk.parentLink().isPresent()) {
            ParentLink link = disk.parentLink().get();
            for (Bytes identity : link.identities()) {
                entry("made of", identity.toHex());
            }
            for (ParentPath path : link.paths()) {
                entry("looked for at", path.text() + " (" + path.form().word() + ")");
            }
        }
    }

    /** What a disk holds, and of its image only what that is. */
    public static void printContents(PrintStream out, DiskFacts facts) {
        new DiskText(out).printContents(facts);
    }

    private void printContents(DiskFacts facts) {
        VirtualDisk disk = facts.disk();
        entry("image", disk.name());
        entry("format", disk.format() == DiskFormat.RAW ? "raw" : disk.kind().word() + " " + disk.format().name());
        entry("virtual size", size(disk.virtualSize()));
        entry("sector size", disk.sectorSize() + " bytes");
        table(facts);
    }

    private void table(DiskFacts facts) {
        if (facts.table().isEmpty()) {
            return;
        }
        PartitionTable table = facts.table().get();
        if (table instanceof PartitionTable.Gpt gpt) {
            entry("table", "GPT, disk {" + gpt.disk() + "}");
        } else if (table instanceof PartitionTable.Mbr mbr) {
            entry("table", "MBR, signature " + DeviceJson.hex(mbr.signature()));
        } else {
            entry("table", "none");
        }
        for (VolumeFacts volume : facts.volumes()) {
            entry((volume.partition().isPresent() ? "partition " : "volume ") + volume.number(), text(volume));
        }
    }

    /** What it holds, its place, and what its partition says of it. */
    private static String text(VolumeFacts volume) {
        StringBuilder text = new StringBuilder();
        if (volume.kind().isPresent()) {
            text.append(volume.kind().get().word());
            if (volume.label().isPresent()) {
                text.append(" \"").append(volume.label().get()).append('"');
            }
            text.append(", ");
        }
        if (volume.partition().isPresent()) {
            PartitionType type = volume.partition().get().type();
            text.append(type.name().orElse("type " + type.text())).append(", ");
        }
        text.append(ByteSize.format(volume.length()));
        if (volume.partition().isPresent()) {
            Partition partition = volume.partition().get();
            text.append(" from ").append(ByteSize.format(partition.start()));
            if (!partition.label().isEmpty()) {
                text.append(", \"").append(partition.label()).append('"');
            }
            if (partition.uniqueId().isPresent()) {
                text.append(", {").append(partition.uniqueId().get()).append('}');
            }
        }
        return text.toString();
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
