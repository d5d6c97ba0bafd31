package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in folders: listed, and found as Windows finds them. */
class DirectoryIndexTest {

    private static final String[] ALPHABETS = {"abcxyz", "ÄÖÜäöüß", "АБВабв", "αβγΩ", "漢字測試", "\uD83D\uDE00\uD83D\uDE80", "0_-$~ ."};

    @TempDir
    private Path folder;

    /** Names of all lengths and alphabets, 6,000 of them. */
    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            String letters = ALPHABETS[i % ALPHABETS.length];
            StringBuilder name = new StringBuilder();
            int[] points = letters.codePoints().toArray();
            for (int j = 0; j < 1 + i % 11; j++) {
                name.appendCodePoint(points[(i / 7 + j * j) % points.length]);
            }
            name.append(i).append(i % 500 == 0 ? "x".repeat(255 - name.length() - String.valueOf(i).length()) : "e");
            names.add(name.toString());
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void listsAndFindsSixThousandNamesOfAllAlphabets(int cluster) throws IOException {
        List<String> names = names();
        NtfsBuilder builder = new NtfsBuilder(folder, 40 << 20, "-c", "" + cluster).folder("/many");
        for (String name : names) {
            builder.file("/many/" + name, new byte[0]);
        }
        Path image = builder.build();
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            FileEntry many = NtfsReading.entry(volume, "/many");
            List<FileEntry> listed = volume.list(many);
            assertThat(listed.stream().map(FileEntry::name)).containsExactlyInAnyOrderElementsOf(names);
            for (FileEntry entry : listed) {
                assertThat(volume.find(many, entry.name())).contains(entry);
            }
            // Names of The Sleuth Kit end after some 250 bytes, so ntfs-3g is asked.
            Path ntfsls = IndependentTool.require("ntfsls", "ntfs-3g");
            assertThat(IndependentTool.run(ntfsls, "-p", "/many", image.toString()).text().lines().filter(name -> !name.matches("\\.{1,2}")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void ignoresCaseByTheTableOfTheVolume() throws IOException {
        Path image = new NtfsBuilder(folder, 16 << 20).file("/Größe.txt", new byte[0]).file("/ΣΊΣΥΦΟΣ", new byte[0]).build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        assertThat(volume.find(volume.root(), "gRÖßE.TXT")).hasValueSatisfying(entry -> assertThat(entry.name()).isEqualTo("Größe.txt"));
        assertThat(volume.find(volume.root(), "GRÖSSE.TXT")).isEmpty();
        assertThat(volume.find(volume.root(), "σίσυφοσ")).isPresent();
        assertThat(volume.find(volume.root(), "")).isEmpty();
        assertThat(volume.find(volume.root(), "Größe.tx")).isEmpty();
        assertThat(volume.find(volume.root(), "Größe.txt2")).isEmpty();
    }

    @Test
    void findsTheOneThatIsTheSameWhereNamesDifferInCaseOnly() throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20);
        for (int i = 0; i < 200; i++) {
            builder.file("/" + "a".repeat(i % 20) + "Name" + i, new byte[0]);
        }
        Path image = builder.file("/readme", new byte[] {1}).file("/README", new byte[] {2}).file("/ReadMe", new byte[] {3}).build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        assertThat(NtfsReading.bytes(volume, "/readme")).containsExactly(1);
        assertThat(NtfsReading.bytes(volume, "/README")).containsExactly(2);
        assertThat(NtfsReading.bytes(volume, "/ReadMe")).containsExactly(3);
        assertThat(NtfsReading.entry(volume, "/rEADmE").name()).isEqualToIgnoringCase("readme");
        assertThat(NtfsReading.names(volume, "/")).contains("readme", "README", "ReadMe");
    }

    @Test
    void findsShortNamesAndListsThemNot() throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20).folder("/Program Files").file("/Program Files/A long name.text", new byte[] {7});
        Path image = builder.shortName("/Program Files/A long name.text", "ALONGN~1.TEX").shortName("/Program Files", "PROGRA~1").build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        assertThat(NtfsReading.names(volume, "/")).containsExactly("Program Files");
        assertThat(NtfsReading.names(volume, "/progra~1")).containsExactly("A long name.text");
        assertThat(NtfsReading.bytes(volume, "/Progra~1/alongn~1.tex")).containsExactly(7);
        assertThat(NtfsReading.entry(volume, "/PROGRA~1")).isEqualTo(NtfsReading.entry(volume, "/Program Files"));
    }

    @Test
    void hidesTheFilesOfTheFileSystemItself() throws IOException {
        NtfsFileSystem volume = new OpenedVolume(new NtfsBuilder(folder, 16 << 20).build()).open();
        assertThat(volume.list(volume.root())).isEmpty();
        assertThat(volume.find(volume.root(), "$MFT")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "0xA0000003, DIRECTORY, LINK, a mount point",
        "0xA000000C, FILE, LINK, a symbolic link",
        "0xA000001D, FILE, LINK, a symbolic link of Linux",
        "0x80000013, FILE, FILE, a file that data deduplication keeps elsewhere",
        "0x9000001A, FILE, FILE, 'a cloud file, whose content may be elsewhere'",
        "0x9000701A, FILE, FILE, 'a cloud file, whose content may be elsewhere'",
        "0x9000001C, FILE, FILE, 'a projected file, whose content is elsewhere'",
        "0x80000007, FILE, FILE, a file that single-instance storage keeps elsewhere",
        "0x80000008, FILE, FILE, a file in a mounted WIM image",
        "0x8000001B, FILE, FILE, an alias of a Store app",
        "0x80000023, FILE, FILE, a Unix socket",
        "0x80001234, FILE, FILE, a reparse point with the unknown tag 0x80001234"
    })
    void refusesReparsePointsByWhatTheyAre(String tag, FileEntry.Kind made, FileEntry.Kind kind, String what) throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20);
        // As libntfs-3g does not make one of each kind, the tag is put in afterwards.
        if (made == FileEntry.Kind.DIRECTORY) {
            builder.folder("/it");
        } else {
            builder.file("/it", new byte[20]);
        }
        OpenedVolume opened = new OpenedVolume(builder.reparse("/it", WimCompression.LZX.reparsePoint()).build());
        Attribute attribute = opened.attribute("/it", AttributeType.REPARSE_POINT, "");
        opened.set(attribute.position() + attribute.form().get(Attribute.VALUE_OFFSET), ReparsePoint.TAG, Long.decode(tag));
        NtfsFileSystem volume = opened.open();
        FileEntry entry = NtfsReading.entry(volume, "/it");
        assertThat(entry.kind()).isEqualTo(kind);
        assertThat(volume.list(volume.root())).containsExactly(entry);
        assertThatThrownBy(() -> {
            if (made == FileEntry.Kind.DIRECTORY) {
                volume.list(entry);
            } else {
                volume.open(entry);
            }
        })
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("it on volume: reparse point at 0x")
                .hasMessageEndingWith(": it is " + what);
        assertThatThrownBy(() -> volume.open(entry)).isInstanceOf(UnsupportedException.class).hasMessageEndingWith(": it is " + what);
    }

    @Test
    void listsAFolderOfTheCloud() throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20).folder("/cloud").file("/cloud/file", new byte[0]);
        OpenedVolume opened = new OpenedVolume(builder.reparse("/cloud", WimCompression.LZX.reparsePoint()).build());
        Attribute attribute = opened.attribute("/cloud", AttributeType.REPARSE_POINT, "");
        opened.set(attribute.position() + attribute.form().get(Attribute.VALUE_OFFSET), ReparsePoint.TAG, 0x9000001A);
        NtfsFileSystem volume = opened.open();
        assertThat(NtfsReading.entry(volume, "/cloud").kind()).isEqualTo(FileEntry.Kind.DIRECTORY);
        assertThat(NtfsReading.names(volume, "/cloud")).containsExactly("file");
    }
}
