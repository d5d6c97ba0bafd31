package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Finding;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;

/** The rules about where the files of a chain are: where each fires, and where it does not. */
class ChainRulesTest extends OnOneImage {

    private static final ChainFile CHILD = file("child.vhdx", "C", false);
    private static final String MOVE = " -> Move it to the volume of the image, and let the link name it there.";
    private static final String READ_ONLY = " -> Make the file read-only, in Windows with attrib +r.";

    private static ChainFile file(String name, String volume, boolean readOnly) {
        return new ChainFile(name, Optional.of(volume), Optional.of(readOnly));
    }

    private static List<String> lines(Optional<WindowsVersion> windows, ChainFile... chain) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : ChainRules.judge(List.of(chain), windows)) {
            lines.add(Judged.line(finding));
        }
        return lines;
    }

    @Test
    void chainsOnOneVolumeWithReadOnlyParentsPass() {
        assertThat(lines(Optional.empty(), CHILD, file("middle.vhdx", "C", true), file("base.vhdx", "C", true)))
                .containsExactly("IMG-07 ok the image and its parents are on the same volume", "IMG-08 ok the parents cannot be written to");
        assertThat(lines(Optional.empty(), CHILD)).isEmpty();
    }

    @Test
    void img07RefusesAParentOnAnotherVolumeForWindows7AndWarnsForLaterOnes() {
        String text = "the parent base.vhdx is on another volume than the image, and the boot manager looks for parents on that of the image" + MOVE;
        ChainFile base = file("base.vhdx", "D", true);
        assertThat(lines(Optional.of(InstalledWindows.WINDOWS_7), CHILD, base).get(0)).isEqualTo("IMG-07 error " + text);
        assertThat(lines(Optional.of(InstalledWindows.WINDOWS_8_1), CHILD, base).get(0)).isEqualTo("IMG-07 warning " + text);
        assertThat(lines(Optional.empty(), CHILD, base).get(0)).isEqualTo("IMG-07 warning " + text);
    }

    @Test
    void img08WarnsOfAParentThatCanBeWrittenTo() {
        assertThat(lines(Optional.empty(), CHILD, file("middle.vhdx", "C", true), file("base.vhdx", "C", false)).get(1))
                .isEqualTo("IMG-08 warning the parent base.vhdx can be written to, and a change to it makes its children useless" + READ_ONLY);
    }

    @Test
    void whatIsNotKnownIsNotJudged() {
        assertThat(lines(Optional.empty(), CHILD, new ChainFile("base.vhdx", Optional.empty(), Optional.empty()))).isEmpty();
    }

    @Test
    void theFilesOfThisMachineAreAsked() throws IOException {
        Path base = Files.write(folder.resolve("base.vhd"), Judged.fixed().id("BASE-BASE-BASE-1").build());
        byte[] child =
                VhdBuilder.differencing(4 * MIB, 2 * MIB, "BASE-BASE-BASE-1").locator("W2ru", "base.vhd".getBytes(StandardCharsets.UTF_16LE)).build();
        assertThat(lines(child, "IMG-07")).containsExactly("IMG-07 ok the image and its parents are on the same volume");
        assertThat(lines(child, "IMG-08"))
                .containsExactly("IMG-08 warning the parent " + base + " can be written to, and a change to it makes its children "
                        + "useless" + READ_ONLY);
        assertThat(base.toFile().setWritable(false, false)).isTrue();
        assertThat(lines(child, "IMG-08")).containsExactly("IMG-08 ok the parents cannot be written to");
        assertThat(base.toFile().setWritable(true)).isTrue();
    }
}
