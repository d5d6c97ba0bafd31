package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.view.DirectoryJson;
import org.bcdkit.view.DirectoryText;
import org.bcdkit.view.JsonDocument;

/** {@code bcd disk ls IMAGE:N/PATH}: what is in a folder inside an image. */
public final class DiskLsCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(
                        ImagePathArgument.FORM,
                        "A folder in partition N of a VHD, a VHDX, a raw image or a disk, for instance w11.vhdx:2/Windows;"
                                + " N is 0 when there is no partition table.")
                .withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        ImagePathArgument place = OpenedDisk.place(invocation, 0);
        try (OpenedDisk disk = OpenedDisk.open(invocation, place.image()).withWarnings(invocation)) {
            List<FileEntry> entries = entries(disk.volume(place), place);
            if (invocation.global().json()) {
                try (JsonDocument document = new JsonDocument(invocation.out())) {
                    DirectoryJson.write(document.json(), entries);
                }
            } else {
                DirectoryText.print(invocation.out(), entries);
            }
        }
        return ExitCode.DONE.code();
    }

    /** What is in a folder; of anything else, itself. */
    private static List<FileEntry> entries(Volume volume, ImagePathArgument place) throws IOException {
        FileSystem fileSystem = volume.open();
        FilePath path = place.path().orElse(FilePath.ROOT);
        FileEntry found = OpenedDisk.find(new VolumeFile(place.image() + ":" + volume.number(), fileSystem, path));
        return found.kind() == FileEntry.Kind.DIRECTORY ? fileSystem.list(found) : List.of(found);
    }
}
