package org.bcdkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bcdkit.storage.UnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest {

    @TempDir
    Path folder;

    @Test
    void findsFilesWithoutRegardToCaseAndReadsThem() throws IOException {
        Files.createDirectories(folder.resolve("Windows/System32"));
        Files.writeString(folder.resolve("Windows/System32/WinLoad.efi"), "loader");
        LocalFolder volume = LocalFolder.open(folder);
        FileEntry entry = FilePath.parse("windows/SYSTEM32/winload.EFI").find(volume).orElseThrow();
        assertThat(entry.name()).isEqualTo("WinLoad.efi");
        assertThat(new String(volume.open(entry).read(0, 6))).isEqualTo("loader");
        assertThat(volume.place(FilePath.parse("WINDOWS/system32/new/File.txt"))).isEqualTo(folder.resolve("Windows/System32/new/File.txt"));
    }

    @Test
    void takesTheNameThatIsWrittenAsAskedFor() throws IOException {
        Files.writeString(folder.resolve("BOOTMGR"), "upper");
        Files.writeString(folder.resolve("bootmgr"), "lower");
        LocalFolder volume = LocalFolder.open(folder);
        assertThat(new String(volume.open(FilePath.parse("bootmgr").find(volume).orElseThrow()).read(0, 5))).isEqualTo("lower");
    }

    @Test
    void listsFilesAndFoldersInTheOrderOfTheirNames() throws IOException {
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("a"), "12");
        LocalFolder volume = LocalFolder.open(folder);
        assertThat(volume.list(volume.root())).extracting(FileEntry::name).containsExactly("a", "b");
        assertThat(volume.list(volume.root())).extracting(FileEntry::kind).containsExactly(FileEntry.Kind.FILE, FileEntry.Kind.DIRECTORY);
    }

    @Test
    void saysThatALinkLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("bootmgfw.efi"), Path.of("unsupported reparse tag 0x80000017"));
        LocalFolder volume = LocalFolder.open(folder);
        assertThatThrownBy(() -> FilePath.parse("bootmgfw.efi").find(volume))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(folder.resolve("bootmgfw.efi") + ": file at 0x0: this is no file but a link that leads nowhere");
    }

    @Test
    void failsForAFolderThatIsNotThere() {
        assertThatThrownBy(() -> LocalFolder.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
