package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.WindowsDisk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestWindowsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"vhd,'2190433320960 bytes, 10.0.22621'", "vhdx,'70368744177664 bytes, 10.0.22621'"})
    void aFullImageOfTheLargestSizeIsJudgedSoonAndWithLittleMemory(String format, String judged) throws IOException {
        Path disk = Files.write(folder.resolve("disk"), new WindowsDisk().build(folder));
        Path image = Files.createFile(folder.resolve("image"));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-Xmx64m", "-Xshare:auto", "-cp", classPath, LargestWindows.class.getName(), format, disk.toString(), image.toString());
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofSeconds(60), Map.of(), command);
        assertThat(outcome.text()).as(outcome.stderr()).isEqualTo(judged);
        assertThat(Integer.parseInt(outcome.stderr())).isLessThan(2000);
    }
}
