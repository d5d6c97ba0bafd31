package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.testing.MbrBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.windows.WindowsVersion;

/** Images that are judged, and what was found as lines of text: rule, severity, message, and the remedy behind an arrow. */
final class Judged {

    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    /** Enough of everything. */
    static final NativeBootFacts ROOMY =
            withBootEnvironment(withMemory(host(1000 * GIB, 2000 * GIB, 4096), 16 * GIB), new WindowsVersion(10, 0, 22621, 0));

    private Judged() {}

    /** What is known of the room on the host volume, and nothing else. */
    static NativeBootFacts host(long free, long size, long cluster) {
        HostVolumeFacts volume = HostVolumeFacts.UNKNOWN.withSpace(OptionalLong.of(free), OptionalLong.of(size), OptionalLong.of(cluster));
        return NativeBootFacts.UNKNOWN.withHost(HostFacts.UNKNOWN.withVolume(volume));
    }

    static NativeBootFacts withMemory(NativeBootFacts facts, long bytes) {
        return facts.withTarget(facts.target().withMemory(bytes));
    }

    static NativeBootFacts withPageFile(NativeBootFacts facts, PageFileChoice choice) {
        return facts.withTarget(facts.target().withPageFile(choice));
    }

    static NativeBootFacts withFileSystem(NativeBootFacts facts, String name) {
        return facts.withHost(facts.host().withVolume(facts.host().volume().withFileSystem(name)));
    }

    static NativeBootFacts withAllocation(NativeBootFacts facts, ImageAllocation allocation) {
        return facts.withHost(facts.host().withFile(facts.host().file().withAllocation(allocation)));
    }

    /** A disk with an ESP on which there is a boot manager of that version. */
    static NativeBootFacts withBootEnvironment(NativeBootFacts facts, WindowsVersion version) {
        SystemPartition esp = new SystemPartition("partition 1", SystemPartition.Kind.ESP, true, Optional.of(version), false);
        return facts.withHost(facts.host().withDisk(facts.host().disk().withSystemPartitions(List.of(esp))));
    }

    static NativeBootReport check(Path image, NativeBootFacts facts) throws IOException {
        return NativeBootCheck.check(image, DiskImages.inFiles(VolumeMap.EMPTY), facts);
    }

    static NativeBootReport check(Path folder, String name, byte[] image, NativeBootFacts facts) throws IOException {
        return check(Files.write(folder.resolve(name), image), facts);
    }

    /** All findings under {@code rule}. */
    static List<String> lines(NativeBootReport report, String rule) {
        return lines(report.findings(), rule);
    }

    /** Those of {@code findings} that are under {@code rule}. */
    static List<String> lines(List<Finding> findings, String rule) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
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
