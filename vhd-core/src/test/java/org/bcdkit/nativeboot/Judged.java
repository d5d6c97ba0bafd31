package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.testing.MbrBuilder;
import org.bcdkit.testing.VhdBuilder;

/** Images that are judged, and what was found as lines of text: rule, severity, message, and the remedy behind an arrow. */
final class Judged {

    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    /** Enough of everything. */
    static final NativeBootFacts ROOMY = NativeBootFacts.UNKNOWN.withHost(OptionalLong.of(1000 * GIB), OptionalLong.of(2000 * GIB), OptionalLong.of(4096))
            .withMemory(16 * GIB).withBootEnvironment(new BootEnvironmentVersion(10, 0, 22621));

    private Judged() {}

    static NativeBootReport check(Path image, NativeBootFacts facts) throws IOException {
        return NativeBootCheck.check(image, DiskImages.inFiles(VolumeMap.EMPTY), facts);
    }

    static NativeBootReport check(Path folder, String name, byte[] image, NativeBootFacts facts) throws IOException {
        return check(Files.write(folder.resolve(name), image), facts);
    }

    /** All findings under {@code rule}. */
    static List<String> lines(NativeBootReport report, String rule) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.rule().equals(rule)) {
                lines.add(line(finding));
            }
        }
        return lines;
    }

    /** All findings that are worse than ok. */
    static List<String> troubles(NativeBootReport report) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.severity() != Severity.OK) {
                lines.add(line(finding));
            }
        }
        return lines;
    }

    static String line(Finding finding) {
        String remedy = finding.remedy().isPresent() ? " -> " + finding.remedy().get() : "";
        return finding.rule() + " " + finding.severity().word() + " " + finding.message() + remedy;
    }

    /** A fixed VHD of 4 MiB whose MBR has one partition of type 7. */
    static VhdBuilder fixed() {
        byte[] contents = new byte[(int) (4 * MIB)];
        byte[] mbr = new MbrBuilder(1).signature(0x1A2B3C4D).entry(1, 0, 7, 2048, 4096).build();
        System.arraycopy(mbr, 0, contents, 0, 512);
        return VhdBuilder.fixed(contents);
    }
}
