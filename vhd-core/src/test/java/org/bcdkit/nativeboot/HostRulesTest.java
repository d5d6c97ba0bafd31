package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ntfs", "ntfs3"})
    void hst03PassesNtfs(String fileSystem) throws IOException {
        assertThat(Judged.lines(judge(Judged.withFileSystem(Judged.ROOMY, fileSystem)), "HST-03")).containsExactly("HST-03 ok the host volume holds NTFS");
    }

    @Test
    void hst03RefusesAnotherFileSystemUnlessForced() throws IOException {
        NativeBootReport report = judge(Judged.withFileSystem(Judged.ROOMY, "ext4"));
        assertThat(Judged.lines(report, "HST-03"))
                .containsExactly("HST-03 error Windows starts an image from an NTFS volume, and the volume that holds this one is ext4"
                        + " -> Move the image to an NTFS partition of the same machine.");
        List<Finding> forced = report.findings().stream().map(Finding::forced).toList();
        assertThat(Finding.worst(forced)).isEqualTo(Severity.WARNING);
    }

    @Test
    void hst03SaysNothingOfAVolumeThatIsNotKnown() throws IOException {
        assertThat(Judged.lines(judge(Judged.ROOMY), "HST-03")).isEmpty();
    }

    private NativeBootReport judge(NativeBootFacts facts) throws IOException {
        return Judged.check(folder, "w.vhd", Judged.fixed().build(), facts);
    }
}
