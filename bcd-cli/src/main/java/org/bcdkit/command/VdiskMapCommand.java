package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.MapJson;
import org.bcdkit.view.MapText;

/** {@code bcd vdisk map IMAGE}: which parts of a disk take space in its image, and in which image of its chain. */
public final class VdiskMapCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("IMAGE", "A VHD, a VHDX, a raw image or a disk.").withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path path = invocation.existingFile(0);
        DiskImages images = DiskImages.inFiles(MapArgument.parse(invocation.global().maps()).volumes());
        List<String> remarks = new ArrayList<>();
        try (VirtualDisk disk = open(path, images, remarks)) {
            remarks.addAll(OpenedDisk.remarks(disk));
            for (String remark : remarks) {
                invocation.messages().warning(remark);
            }
            if (invocation.global().json()) {
                try (JsonDocument document = new JsonDocument(invocation.out())) {
                    MapJson.write(document.json(), disk);
                }
            } else {
                MapText.print(invocation.out(), disk, invocation.global().verbose());
            }
        }
        return ExitCode.DONE.code();
    }

    /** The disk with its parents; by itself, with a remark, when they are not what they should be. */
    private static VirtualDisk open(Path path, DiskImages images, List<String> remarks) throws IOException {
        try {
            return images.openAny(path);
        } catch (ChainException e) {
            remarks.add(e.getMessage());
            return images.openWithoutParents(path);
        }
    }
}
