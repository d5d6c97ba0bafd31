package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Following links inside a volume. Numbers are offsets as in MS-FSCC 2.1.2.4 and 2.1.2.5. */
class NtfsLinksTest {

    @TempDir
    private Path folder;

    private NtfsBuilder builder;

    @BeforeEach
    void fill() throws IOException {
        builder = new NtfsBuilder(folder, 8 << 20).folder("/Users").folder("/Users/me").folder("/Users/me/deep");
        builder.file("/Users/me/note.txt", "mine".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] junction(String target) {
        return point(0xA0000003, target, "", -1);
    }

    private static byte[] symbolicLink(String target, boolean relative) {
        return point(0xA000000C, target, "", relative ? 1 : 0);
    }

    /** @param flags of a symbolic link; -1 where there are none */
    private static byte[] point(int tag, String target, String print, int flags) {
        byte[] path = target.getBytes(StandardCharsets.UTF_16LE);
        byte[] shown = print.getBytes(StandardCharsets.UTF_16LE);
        int more = flags < 0 ? 0 : 4;
        ByteBuffer bytes = ByteBuffer.allocate(8 + 8 + more + path.length + shown.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(tag).putShort((short) (bytes.capacity() - 8)).putShort((short) 0);
        // The path that is shown first, as other writers than Windows put it.
        bytes.putShort((short) (shown.length + 2)).putShort((short) path.length).putShort((short) 0).putShort((short) shown.length);
        if (flags >= 0) {
            bytes.putInt(flags);
        }
        return bytes.put(shown).putShort((short) 0).put(path).array();
    }

    private FileSystem volume() throws IOException {
        return NtfsFileSystem.open(MemoryStorage.of("volume", Files.readAllBytes(builder.build())));
    }

    private static String text(FileSystem volume, String path) throws IOException {
        FileEntry file = FilePath.parse(path).find(volume).orElseThrow();
        return new String(volume.open(file).read(0, (int) file.size()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "\\??\\C:\\Users, Documents and Settings/me/note.txt",
        "\\??\\C:\\Users\\, Documents and Settings/me/note.txt",
        "\\??\\Q:\\USERS\\ME, Documents and Settings/note.txt",
        "\\\\?\\C:\\Users, documents AND settings/me/note.txt",
        "\\??\\C:\\, Documents and Settings/Users/me/note.txt"
    })
    void followsAJunctionToAFolderOfItsVolume(String target, String path) throws IOException {
        FileSystem volume = volumeWith(builder.folder("/Documents and Settings").reparse("/Documents and Settings", junction(target)));
        assertThat(text(volume, path)).isEqualTo("mine");
        assertThat(volume.find(volume.root(), "Documents and Settings").orElseThrow().kind()).isEqualTo(FileEntry.Kind.LINK);
    }

    private FileSystem volumeWith(NtfsBuilder filled) throws IOException {
        assertThat(filled).isSameAs(builder);
        return volume();
    }

    @ParameterizedTest
    @CsvSource({
        "note.txt, true, Users/me/link",
        "..\\me\\.\\note.txt, true, Users/me/link",
        "..\\..\\Users\\me\\note.txt, true, Users/me/link",
        "\\Users\\me\\note.txt, true, Users/me/link",
        "\\??\\C:\\Users\\me\\note.txt, false, Users/me/link"
    })
    void followsASymbolicLinkToAFile(String target, boolean relative, String path) throws IOException {
        FileSystem volume = volumeWith(builder.file("/Users/me/link", new byte[0]).reparse("/Users/me/link", symbolicLink(target, relative)));
        assertThat(text(volume, path)).isEqualTo("mine");
    }

    /** A relative link in a folder that was come to through another is relative to where it really is. */
    @Test
    void followsLinksBehindLinks() throws IOException {
        builder.folder("/go").reparse("/go", junction("\\??\\C:\\Users\\me\\deep"));
        FileSystem volume = volumeWith(builder.file("/Users/me/deep/up", new byte[0]).reparse("/Users/me/deep/up", symbolicLink("..\\note.txt", true)));
        assertThat(text(volume, "go/up")).isEqualTo("mine");
        assertThat(FilePath.parse("go/up").withoutLinks(volume)).hasToString("Users/me/note.txt");
    }

    @Test
    void saysWhereAPathThroughALinkEnds() throws IOException {
        FileSystem volume = volumeWith(builder.folder("/go").reparse("/go", junction("\\??\\C:\\Users\\me")));
        assertThat(FilePath.parse("go/none").find(volume)).isEmpty();
        assertThatThrownBy(() -> new VolumeFile("disk:1", volume, FilePath.parse("go/none")).entry())
                .isInstanceOf(NoSuchPathException.class)
                .extracting(e -> ((NoSuchPathException) e).problem())
                .isEqualTo("there is no \"none\" in disk:1/Users/me");
    }

    @Test
    void followsSixteenLinksAndNoMore() throws IOException {
        builder.file("/0", "end".getBytes(StandardCharsets.UTF_8));
        for (int i = 1; i <= 17; i++) {
            builder.file("/" + i, new byte[0]).reparse("/" + i, symbolicLink(Integer.toString(i - 1), true));
        }
        FileSystem volume = volume();
        assertThat(text(volume, "16")).isEqualTo("end");
        assertThatThrownBy(() -> FilePath.parse("17").find(volume))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("17: path at 0x0: more than 16 links follow one another, as those do that lead to each other; the last leads to 0");
    }

    @Test
    void refusesLinksThatLeadToEachOther() throws IOException {
        builder.folder("/a").reparse("/a", junction("\\??\\C:\\b")).folder("/b").reparse("/b", junction("\\??\\C:\\a"));
        FileSystem volume = volume();
        assertThatThrownBy(() -> FilePath.parse("a/x").find(volume))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("a/x: path at 0x0: more than 16 links follow one another, as those do that lead to each other; the last leads to b/x");
    }

    @ParameterizedTest
    @CsvSource({
        "\\??\\Volume{11111111-2222-3333-4444-555555555555}\\",
        "\\??\\UNC\\server\\share",
        "\\\\server\\share",
        "\\Device\\HarddiskVolume3\\x",
        "x"
    })
    void refusesALinkToAnotherVolume(String target) throws IOException {
        FileSystem volume = volumeWith(builder.folder("/go").reparse("/go", junction(target)));
        assertThatThrownBy(() -> FilePath.parse("go/x").find(volume))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("go on volume: reparse point at 0x")
                .hasMessageEndingWith(": it is a mount point that leads to " + target + ", which is not on this volume");
    }

    @Test
    void refusesALinkWhoseTargetNobodyKnows() throws IOException {
        byte[] linux = {0x1D, 0, 0, (byte) 0xA0, 6, 0, 0, 0, 2, 0, 0, 0, 'x', 'y'};
        FileSystem volume = volumeWith(builder.file("/go", new byte[0]).reparse("/go", linux));
        assertThatThrownBy(() -> FilePath.parse("go").find(volume))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageEndingWith(": it is a symbolic link of Linux");
    }

    @ParameterizedTest
    @CsvSource({"8, 2000, 'has 24 bytes from 2016, and it has 44'", "10, 300, 'has 300 bytes from 18, and it has 44'", "10, 0, 'has 0 bytes from 18'", "10, 21, 'has 21 bytes'"})
    void refusesATargetThatIsNotInTheLink(int offset, int value, String problem) throws IOException {
        byte[] point = junction("\\??\\C:\\Users");
        byte[] image = Files.readAllBytes(builder.folder("/go").reparse("/go", point).build());
        int at = indexOf(image, point);
        image[at + offset] = (byte) value;
        image[at + offset + 1] = (byte) (value >> 8);
        FileSystem volume = NtfsFileSystem.open(MemoryStorage.of("volume", image));
        assertThatThrownBy(() -> FilePath.parse("go/x").find(volume))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("volume: reparse point at 0x")
                .hasMessageContaining(": its target " + problem);
    }

    /** In the record of the link: libntfs-3g makes no links that are damaged. */
    private static int indexOf(byte[] image, byte[] point) {
        for (int at = 0; at < image.length - point.length; at++) {
            if (Arrays.equals(image, at, at + point.length, point, 0, point.length)) {
                return at;
            }
        }
        throw new AssertionError("the link is not on the volume in one piece");
    }

    @Test
    void answersWhateverByteOfALinkIsWrong() throws IOException {
        byte[] point = symbolicLink("..\\Users", true);
        byte[] image = Files.readAllBytes(builder.file("/Users/link", new byte[0]).reparse("/Users/link", point).build());
        int start = indexOf(image, point);
        int found = 0;
        for (int i = 0; i < point.length; i++) {
            image[start + i] ^= (byte) 0xff;
            try {
                found += FilePath.parse("Users/link/me").find(NtfsFileSystem.open(MemoryStorage.of("volume", image))).isPresent() ? 1 : 0;
            } catch (FormatException e) {
                assertThat(e.problem()).isNotBlank();
            }
            image[start + i] ^= (byte) 0xff;
        }
        assertThat(found).isBetween(8, 20);
    }
}
