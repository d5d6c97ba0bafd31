package org.bcdkit.nativeboot;

import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/**
 * The judgement on an image.
 *
 * @param findings of all rules, those that passed included
 * @param image absent when the image could not be read at all
 * @param space absent when the image could not be read at all
 */
public record NativeBootReport(List<Finding> findings, Optional<ImageFacts> image, Optional<SpacePicture> space) {

    public NativeBootReport {
        findings = List.copyOf(findings);
    }

    /** Whether the image could be read, whatever the rules say about it. */
    public boolean isReadable() {
        return image.isPresent();
    }

    /** The worst finding. */
    public Severity verdict() {
        return Finding.worst(findings);
    }
}
