package org.bcdkit.nativeboot;

import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.ntfs.BootGeometry;
import org.bcdkit.partition.Partition;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsInstallation;

/**
 * What was found on a volume of an image.
 *
 * @param number of the partition; 0 for a disk that is one volume as a whole
 * @param partition absent for a disk that is one volume as a whole
 * @param kind what it holds; empty when nothing known does
 * @param problem why it could not be looked into to the end, a sentence; absent when nothing was in the way
 * @param windows the Windows on it, when there is one that could be read
 * @param state of a volume with a Windows
 * @param boot of a volume with a Windows
 */
record ExaminedVolume(
        int number,
        Optional<Partition> partition,
        Optional<VolumeKind> kind,
        Optional<String> problem,
        Optional<WindowsInstallation> windows,
        Optional<VolumeState> state,
        Optional<BootGeometry> boot) {

    /** A volume that was not looked into. */
    static ExaminedVolume closed(int number, Optional<Partition> partition, Optional<VolumeKind> kind, Optional<String> problem) {
        return new ExaminedVolume(number, partition, kind, problem, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** How sentences begin that are about it. */
    String title() {
        return number == 0 ? "the volume in the image" : "partition " + number;
    }

    boolean is(VolumeKind wanted) {
        return kind.isPresent() && kind.get() == wanted;
    }

    /** Whether a Windows may be on it that nobody sees. */
    boolean mayHideWindows() {
        if (windows.isPresent()) {
            return false;
        }
        boolean closed = is(VolumeKind.BITLOCKER) || is(VolumeKind.LDM) || is(VolumeKind.STORAGE_SPACES);
        return closed || problem.isPresent();
    }
}
