package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of parents as Windows and others write them, and what they mean here. */
class WindowsPathsTest {

    @TempDir
    private Path folder;

    private void touch(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.createFile(folder.resolve(name));
    }

    private Optional<Path> find(String windowsPath) {
        return WindowsNames.find(folder, windowsPath);
    }

    @Test
    void namesAreFoundWithoutRegardToCase() throws IOException {
        touch("VHDs/Größe.vhd");
        assertThat(find("vhds\\gRÖSSE.vhd")).isEqualTo(Optional.of(folder.resolve("VHDs/gRÖSSE.vhd")));
        assertThat(find("vhds\\gRÖßE.vhd")).isEqualTo(Optional.of(folder.resolve("VHDs/Größe.vhd")));
    }

    @Test
    void theExactNameComesFirst() throws IOException {
        touch("a.vhd");
        touch("A.VHD");
        assertThat(find("A.VHD")).isEqualTo(Optional.of(folder.resolve("A.VHD")));
        assertThat(find("a.vhd")).isEqualTo(Optional.of(folder.resolve("a.vhd")));
    }

    @ParameterizedTest
    @CsvSource({
        ".\\a.vhd,a.vhd",
        "a.vhd,a.vhd",
        "\\a.vhd,a.vhd",
        "x\\..\\a.vhd,a.vhd",
        "x\\\\y\\.\\a.vhd,x/y/a.vhd",
        "x/y\\a.vhd,x/y/a.vhd",
        "..\\a.vhd,../a.vhd",
        "'',."
    })
    void slashesAndDotsMeanWhatTheyMeanThere(String windowsPath, String here) {
        assertThat(find(windowsPath)).isEqualTo(Optional.of(folder.resolve(here).normalize()));
    }

    @Test
    void nothingIsAboveTheRoot() {
        Path root = folder.getRoot();
        assertThat(WindowsNames.find(root, "..\\..\\a.vhd")).isEqualTo(Optional.of(root.resolve("a.vhd")));
    }

    @Test
    void aNameThatCannotBeHereIsNotFound() {
        assertThat(find("a\0b")).isEqualTo(Optional.empty());
    }

    @Test
    void drivesAndVolumesAreFoundByAnyOfTheirNames() {
        VolumeMap volumes = VolumeMap.EMPTY.with("c", folder.resolve("c")).with("Volume{AA}", folder.resolve("v"));
        for (String path : new String[] {"C:\\x.vhd", "c:\\x.vhd", "\\\\?\\C:\\x.vhd", "\\??\\C:\\x.vhd", "\\\\.\\c:\\x.vhd"}) {
            assertThat(volumes.find(path)).as(path).isEqualTo(Optional.of(folder.resolve("c/x.vhd")));
        }
        assertThat(volumes.find("\\\\?\\Volume{aa}\\x.vhd")).isEqualTo(Optional.of(folder.resolve("v/x.vhd")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"D:\\x.vhd", "C:x.vhd", "C:", "x.vhd", "\\x.vhd", "", "\\\\server\\share\\x.vhd", "\\\\?\\", "\\\\?\\UNC\\server\\x.vhd"})
    void whatIsOnNoKnownVolumeIsNotFound(String path) {
        assertThat(VolumeMap.EMPTY.with("C:", folder).find(path)).isEqualTo(Optional.empty());
    }

    @Test
    void laterNamesReplaceEarlierOnes() {
        VolumeMap volumes = VolumeMap.EMPTY.with("C:", folder.resolve("old")).with("C", folder.resolve("new"));
        assertThat(volumes.find("C:\\x")).isEqualTo(Optional.of(folder.resolve("new/x")));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///home/a.vhd,/home/a.vhd",
        "file://localhost/home/a.vhd,/home/a.vhd",
        "file://localhost2/a.vhd,localhost2/a.vhd",
        "file://./a%20b.vhd,./a b.vhd",
        "file:///%C3%A4%41,/äA",
        "file:///100%,/100%",
        "file:///100%2,/100%2",
        "file:///100%zz%4,/100%zz%4",
        "file:///ä,/ä"
    })
    void fileUrlsAreDecoded(String url, String path) {
        assertThat(FileUrls.path(url)).isEqualTo(Optional.of(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:/a", "http://a", "/a", "smb://a"})
    void otherUrlsAreNotFollowed(String url) {
        assertThat(FileUrls.path(url)).isEqualTo(Optional.empty());
    }
}
