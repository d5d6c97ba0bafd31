package org.bcdkit.nativeboot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.ntfs.BootGeometry;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.VolumeStateReader;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsReader;

/**
 * Looks for a Windows on each volume of an image. What is damaged there, or cannot be read here, is said of the volume; it is for the rules to judge
 * that.
 */
final class ImageSurvey {

    private ImageSurvey() {}

    /** The volumes in the order of their numbers. */
    static List<ExaminedVolume> of(Storage disk, PartitionTable table) throws IOException {
        List<ExaminedVolume> volumes = new ArrayList<>();
        if (table instanceof PartitionTable.None none && !none.volume()) {
            return volumes;
        }
        for (Volume volume : Volume.of(disk, table)) {
            volumes.add(examine(volume));
        }
        return volumes;
    }

    private static ExaminedVolume examine(Volume volume) throws IOException {
        Optional<VolumeKind> kind = Optional.empty();
        try {
            kind = volume.kind();
            boolean hasFiles = kind.isPresent() && switch (kind.get()) {
                case NTFS, FAT12, FAT16, FAT32 -> true;
                default -> false;
            };
            if (!hasFiles) {
                return ExaminedVolume.closed(volume.number(), volume.partition(), kind, Optional.empty());
            }
            FileSystem files = volume.open();
            Optional<FilePath> folder = WindowsReader.find(files);
            if (folder.isEmpty()) {
                return ExaminedVolume.closed(volume.number(), volume.partition(), kind, Optional.empty());
            }
            WindowsInstallation windows = WindowsReader.read(files, folder.get());
            ExaminedVolume found = new ExaminedVolume(
                    volume.number(), volume.partition(), kind, Optional.empty(), Optional.of(windows), Optional.empty(), Optional.empty());
            return withState(found, volume, files);
        } catch (FormatException e) {
            return ExaminedVolume.closed(volume.number(), volume.partition(), kind, Optional.of(ImageRules.withoutSource(e)));
        }
    }

    /** What else is to be known of the volume of a Windows. The Windows is not lost when this is. */
    private static ExaminedVolume withState(ExaminedVolume found, Volume volume, FileSystem files) throws IOException {
        if (!(files instanceof NtfsFileSystem ntfs)) {
            return found;
        }
        Optional<VolumeState> state = Optional.empty();
        Optional<BootGeometry> boot = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            boot = Optional.of(BootGeometry.read(volume.contents()));
            state = Optional.of(VolumeStateReader.read(ntfs));
        } catch (FormatException e) {
            problem = Optional.of(ImageRules.withoutSource(e));
        }
        return new ExaminedVolume(found.number(), found.partition(), found.kind(), problem, found.windows(), state, boot);
    }
}
