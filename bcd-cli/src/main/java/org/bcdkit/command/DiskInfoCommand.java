package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.partition.LdmHeader;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.view.DiskFacts;
import org.bcdkit.view.DiskJson;
import org.bcdkit.view.DiskText;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.VolumeFacts;

/** {@code bcd disk info IMAGE}: the partitions of a disk, and what is on them. */
public final class DiskInfoCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("IMAGE", "A VHD, a VHDX, a raw image or a disk.").withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        ImagePathArgument place = OpenedDisk.place(invocation, 0);
        if (place.partition().isPresent()) {
            throw new UsageException("All partitions are shown together; name the image alone: " + place.image() + ".");
        }
        try (OpenedDisk disk = OpenedDisk.open(invocation, place.image())) {
            DiskFacts facts = facts(disk);
            for (String remark : facts.remarks()) {
                invocation.messages().warning(remark);
            }
            if (invocation.global().json()) {
                try (JsonDocument document = new JsonDocument(invocation.out())) {
                    DiskJson.writeContents(document.json(), facts);
                }
            } else {
                DiskText.printContents(invocation.out(), facts);
            }
        }
        return ExitCode.DONE.code();
    }

    private static DiskFacts facts(OpenedDisk disk) throws IOException {
        List<String> remarks = new ArrayList<>(OpenedDisk.remarks(disk.disk()));
        PartitionTable table = disk.table();
        remarks.addAll(table.remarks());
        List<VolumeFacts> volumes = new ArrayList<>();
        boolean dynamic = false;
        for (Volume volume : Volume.of(disk.disk().contents(), table)) {
            Optional<VolumeKind> kind = volume.kind();
            dynamic |= kind.isPresent() && kind.get() == VolumeKind.LDM;
            if (kind.isPresent() || volume.partition().isPresent()) {
                long start = volume.partition().isPresent() ? volume.partition().get().start() : 0;
                Optional<String> label = label(volume, kind, remarks);
                volumes.add(new VolumeFacts(volume.number(), volume.partition(), start, volume.contents().size(), kind, label));
            }
        }
        if (!dynamic && LdmHeader.isOn(disk.disk().contents())) {
            remarks.add("there is the header of a dynamic disk (LDM), though no partition is of its type");
        }
        return new DiskFacts(disk.disk(), Optional.of(table), volumes, remarks);
    }

    /** The label, when the file system can be read; a remark when it is damaged. */
    private static Optional<String> label(Volume volume, Optional<VolumeKind> kind, List<String> remarks) throws IOException {
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        try {
            FileSystem fileSystem = volume.open();
            for (String remark : fileSystem.remarks()) {
                remarks.add(volume.contents().name() + ": " + remark);
            }
            return fileSystem.label();
        } catch (UnsupportedException e) {
            return Optional.empty();
        } catch (MalformedException e) {
            remarks.add(e.getMessage());
            return Optional.empty();
        }
    }
}
