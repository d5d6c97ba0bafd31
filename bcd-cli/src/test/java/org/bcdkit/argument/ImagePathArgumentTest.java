package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImagePathArgumentTest {

    @TempDir
    Path folder;

    private static String parse(String word, String... maps) {
        ImagePathArgument place = ImagePathArgument.parse(word, MapArgument.parse(List.of(maps)));
        String number = place.partition().isPresent() ? " " + place.partition().getAsInt() : "";
        return place.image() + number + (place.path().isPresent() ? " " + place.path().get() : "");
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[0]);
    }

    @Test
    void splitsImagePartitionAndPath() throws IOException {
        Path image = file("w 11.vhdx");
        assertThat(parse(image.toString())).isEqualTo(image.toString());
        assertThat(parse(image + ":2")).isEqualTo(image + " 2");
        assertThat(parse(image + ":0/")).isEqualTo(image + " 0 /");
        assertThat(parse(image + ":12/Windows/System32")).isEqualTo(image + " 12 Windows/System32");
        assertThat(parse(image + ":2\\Windows\\.\\System32\\..\\Boot\\")).isEqualTo(image + " 2 Windows/Boot");
        assertThat(parse(image + ":002//x")).isEqualTo(image + " 2 x");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatIsThereIsTheImageWhateverColonsItHas() throws IOException {
        Path colon = file("a:2");
        Path below = file("b:3/c");
        Path b = file("b");
        Path drive = file("C:\\x.vhdx");
        assertThat(parse(colon.toString())).isEqualTo(colon.toString());
        assertThat(parse(colon + ":1/x")).isEqualTo(colon + " 1 x");
        assertThat(parse(below + ":4/d:5/e")).isEqualTo(below + " 4 d:5/e");
        assertThat(parse(b + ":3/d")).isEqualTo(b + " 3 d");
        assertThat(parse(drive + ":2/Windows")).isEqualTo(drive + " 2 Windows");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDriveLetterIsNoPartition() throws IOException {
        Path image = file("vhds/x.vhdx");
        String map = "C=" + folder;
        assertThat(parse("C:\\vhds\\X.vhdx:2/Windows", map)).isEqualTo(image + " 2 Windows");
        assertThat(parse("c:/vhds/x.vhdx", map)).isEqualTo(image.toString());
        assertThat(parse("C:\\vhds\\y.vhdx:1", map)).isEqualTo(folder.resolve("vhds/y.vhdx") + " 1");
        assertThatThrownBy(() -> parse("C:\\vhds\\x.vhdx:2/Windows")).isInstanceOf(UsageException.class).hasMessageStartingWith("Drive letter C means nothing here");
    }

    @Test
    void namesTheImageThatIsNotThere() {
        String image = folder.resolve("none.vhdx").toString();
        assertThat(parse(image)).isEqualTo(image);
        assertThat(parse(image + ":2/a:3/b")).isEqualTo(image + " 2 a:3/b");
        // What is no number, and what no partition has.
        if (!OS.WINDOWS.isCurrentOs()) {
            for (String no : new String[] {":", ":x", ":2x", ":-1", ":1234567890/x", ":/x"}) {
                assertThat(parse(image + no)).isEqualTo(image + no);
            }
        }
        assertThatThrownBy(() -> parse("")).isInstanceOf(UsageException.class).hasMessage("An empty argument names no image.");
    }
}
