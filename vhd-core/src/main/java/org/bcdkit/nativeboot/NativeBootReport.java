package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsInstallation;

/**
 * The judgement on an image.
 *
 * @param findings of all rules, those that passed included
 * @param image absent when the image could not be read at all
 * @param space absent when the image could not be read at all
 * @param windows the Windows that will start; absent when there is none, or more than one, or none that could be read
 * @param partition number of the one it lies on; 0 for a disk that is one volume as a whole
 * @param volume state of the volume it lies on
 */
public record NativeBootReport(
        List<Finding> findings,
        Optional<ImageFacts> image,
        Optional<SpacePicture> space,
        Optional<WindowsInstallation> windows,
        OptionalInt partition,
        Optional<VolumeState> volume) {

    public NativeBootReport {
        findings = List.copyOf(findings);
    }

    /** On an image that could not be read at all. */
    static NativeBootReport unreadable(List<Finding> findings) {
        return new NativeBootReport(findings, Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** With what was found besides, behind the findings of the rules of native boot. */
    public NativeBootReport withFindings(List<Finding> more) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(more);
        return new NativeBootReport(all, image, space, windows, partition, volume);
    }

    /** Whether the image could be read, whatever the rules say about it. */
    public boolean isReadable() {
        return image.isPresent();
    }

    /** This report under {@code --force}: forceable errors become warnings. */
    public NativeBootReport forced() {
        return new NativeBootReport(Finding.forced(findings), image, space, windows, partition, volume);
    }

    /** The worst finding. */
    public Severity verdict() {
        return Finding.worst(findings);
    }
}
