package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.FormatException;
import org.bcdkit.view.DiskFacts;
import org.bcdkit.view.DiskJson;
import org.bcdkit.view.DiskText;
import org.bcdkit.view.JsonDocument;

/** {@code bcd vdisk info FILE}: what a VHD or VHDX is. */
public final class VdiskInfoCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A VHD or VHDX.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path path = invocation.existingFile(0);
        DiskImages images = DiskImages.inFiles(MapArgument.parse(invocation.global().maps()).volumes());
        List<String> remarks = new ArrayList<>();
        try (VirtualDisk disk = open(path, images, remarks)) {
            DiskFacts facts = facts(disk, remarks);
            for (String remark : facts.remarks()) {
                invocation.messages().warning(remark);
            }
            if (invocation.global().json()) {
                try (JsonDocument document = new JsonDocument(invocation.out())) {
                    DiskJson.write(document.json(), facts);
                }
            } else {
                DiskText.print(invocation.out(), facts, invocation.global().verbose());
            }
        }
        return ExitCode.DONE.code();
    }

    /** The disk with its parents; by itself, with a remark, when they are not what they should be. */
    private static VirtualDisk open(Path path, DiskImages images, List<String> remarks) throws IOException {
        try {
            return images.open(path);
        } catch (ChainException e) {
            remarks.add(e.getMessage());
            return images.openWithoutParents(path);
        }
    }

    private static DiskFacts facts(VirtualDisk disk, List<String> remarks) throws IOException {
        remarks.addAll(OpenedDisk.remarks(disk));
        Optional<PartitionTable> table = Optional.empty();
        if (disk.parentLink().isEmpty() || disk.parent().isPresent()) {
            try {
                table = Optional.of(PartitionTables.read(disk.contents(), disk.sectorSize()));
                remarks.addAll(table.get().remarks());
            } catch (FormatException e) {
                remarks.add("the partition table cannot be read: " + e.getMessage());
            }
        }
        return DiskFacts.ofImage(disk, table, remarks);
    }
}
