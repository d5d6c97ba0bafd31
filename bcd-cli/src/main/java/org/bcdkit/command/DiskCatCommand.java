package org.bcdkit.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.storage.Storage;

/** {@code bcd disk cat IMAGE[:N[/PATH]]}: the bytes of a file inside an image, of a partition, or of the whole disk. */
public final class DiskCatCommand implements Command {

    private static final int PIECE = 1 << 20;

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(
                        "IMAGE[:N[/PATH]]",
                        "A file in partition N of a VHD, a VHDX, a raw image or a disk, for instance w11.vhdx:2/Windows/System32/winload.efi;"
                                + " without PATH, the partition; without N, all that the disk holds.")
                .withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        if (invocation.global().json()) {
            throw new UsageException("--json means nothing here: the bytes are printed as they are.");
        }
        ImagePathArgument place = OpenedDisk.place(invocation, 0);
        try (OpenedDisk disk = OpenedDisk.open(invocation, place.image()).withWarnings(invocation)) {
            if (place.partition().isEmpty()) {
                print(disk.disk().contents(), invocation);
                return ExitCode.DONE.code();
            }
            Volume volume = disk.volume(place);
            if (place.path().isEmpty()) {
                print(volume.contents(), invocation);
                return ExitCode.DONE.code();
            }
            try (Storage file = file(volume, place)) {
                print(file, invocation);
            }
        }
        return ExitCode.DONE.code();
    }

    private static Storage file(Volume volume, ImagePathArgument place) throws IOException {
        FileSystem fileSystem = volume.open();
        String name = place.image() + ":" + volume.number();
        FileEntry found = OpenedDisk.find(new VolumeFile(name, fileSystem, place.path().orElseThrow()));
        if (found.kind() == FileEntry.Kind.DIRECTORY) {
            throw new RequestException("\"" + place.path().get() + "\" on " + name + " is a folder; bcd disk ls shows what is in it.");
        }
        return fileSystem.open(found);
    }

    private static void print(Storage storage, Invocation invocation) throws IOException {
        PrintStream out = invocation.out();
        byte[] bytes = new byte[(int) Math.min(PIECE, storage.size())];
        for (long at = 0; at < storage.size(); at += bytes.length) {
            int length = (int) Math.min(bytes.length, storage.size() - at);
            storage.read(at, ByteBuffer.wrap(bytes, 0, length));
            out.write(bytes, 0, length);
            if (out.checkError()) {
                invocation.surroundings().flush(); // says why, unless the reader has seen enough
                return;
            }
        }
    }
}
