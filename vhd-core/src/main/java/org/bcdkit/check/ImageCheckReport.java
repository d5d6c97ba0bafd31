package org.bcdkit.check;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/**
 * What a check of an image found.
 *
 * @param files how many files were checked: the image, and at level deep its parents
 * @param findings of the image, then of its chain, each in the order of the rules
 */
public record ImageCheckReport(String image, DiskFormat format, CheckLevel level, int files, List<ImageFinding> findings) {

    public ImageCheckReport {
        findings = List.copyOf(findings);
    }

    /** The findings with their places in the sentence; those about a parent start with its name. */
    public List<Finding> told() {
        List<Finding> told = new ArrayList<>();
        for (ImageFinding finding : findings) {
            Finding own = finding.toFinding();
            boolean isOfImage = finding.file().equals(image);
            told.add(isOfImage ? own : new Finding(own.rule(), own.severity(), finding.file() + ": " + own.message(), own.remedy(), own.forceable()));
        }
        return told;
    }

    public Severity verdict() {
        return Finding.worst(told());
    }
}
