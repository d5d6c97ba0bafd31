package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeStateReaderTest {

    private static final VolumeState AT_REST = new VolumeState(3, 1, false, false, false);
    private static final VolumeState HIBERNATED = new VolumeState(3, 1, false, true, false);
    private static final VolumeState WITH_SHADOW_COPIES = new VolumeState(3, 1, false, false, true);

    @TempDir
    private Path folder;

    private static VolumeState read(byte[] volume) throws IOException {
        return VolumeStateReader.read(NtfsFileSystem.open(MemoryStorage.of("volume", volume)));
    }

    private static VolumeState read(Path volume) throws IOException {
        return read(Files.readAllBytes(volume));
    }

    private NtfsBuilder builder() throws IOException {
        return new NtfsBuilder(folder, 8 << 20);
    }

    @Test
    void findsNothingInAVolumeThatWasJustMade() throws IOException {
        assertThat(read(builder().build())).isEqualTo(AT_REST);
    }

    /** What ntfsfix does to any volume: it has Windows check it. */
    @Test
    void seesThatWindowsWillCheckTheVolume() throws IOException {
        Path volume = builder().build();
        assertThat(IndependentTool.run(IndependentTool.require("ntfsfix", "ntfs-3g"), volume.toString()).exitCode()).isZero();
        assertThat(read(volume)).isEqualTo(new VolumeState(3, 1, true, false, false));
        assertThat(IndependentTool.run(IndependentTool.require("ntfsfix", "ntfs-3g"), "-d", volume.toString()).exitCode()).isZero();
        assertThat(read(volume)).isEqualTo(AT_REST);
    }

    @ParameterizedTest
    @CsvSource({"hibr, true", "HIBR, true", "wake, true", "WAKE, true", "HiBr, false", "RSTR, false", "hib, false", "' hibr', false"})
    void knowsAHibernatedSystemByTheStartOfItsFile(String start, boolean hibernated) throws IOException {
        byte[] content = start.length() < 4 ? bytes(start) : Arrays.copyOf(bytes(start), 100_000);
        assertThat(read(builder().file("/hiberfil.sys", content).build())).isEqualTo(hibernated ? HIBERNATED : AT_REST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void findsNoHibernatedSystemInZerosAndInAFolder() throws IOException {
        assertThat(read(builder().file("/hiberfil.sys", new byte[100_000]).build())).isEqualTo(AT_REST);
        assertThat(read(builder().folder("/hiberfil.sys").build())).isEqualTo(AT_REST);
        assertThat(read(builder().folder("/Windows").file("/Windows/hiberfil.sys", bytes("hibr and so on")).build())).isEqualTo(AT_REST);
    }

    @Test
    void seesTheFilesOfShadowCopies() throws IOException {
        String service = "{3808876b-c176-4e48-b7ae-04046e6cc752}";
        String information = "/System Volume Information/";
        NtfsBuilder catalog = builder().folder("/System Volume Information").file(information + service, new byte[10]);
        assertThat(read(catalog.build())).isEqualTo(AT_REST);
        NtfsBuilder copy = builder().folder("/System Volume Information")
                .file(information + "tracking.log", new byte[10])
                .file(information + "{5bd9fd14-0a9d-11ee-8f2a-0800270c9a66}" + service.toUpperCase(), new byte[10]);
        assertThat(read(copy.build())).isEqualTo(WITH_SHADOW_COPIES);
        NtfsBuilder elsewhere = builder().file("/{5bd9fd14-0a9d-11ee-8f2a-0800270c9a66}" + service, new byte[10]);
        assertThat(read(elsewhere.build())).isEqualTo(AT_REST);
        NtfsBuilder noFolder = builder().file("/System Volume Information", new byte[10]);
        assertThat(read(noFolder.build())).isEqualTo(AT_REST);
    }

    @Test
    void seesTheHeaderOfShadowCopiesThatHasACatalog() throws IOException {
        byte[] volume = Files.readAllBytes(builder().build());
        byte[] identifier = HexFormat.of().parseHex("6b87083876c1484eb7ae04046e6cc752");
        System.arraycopy(identifier, 0, volume, 0x1e00, identifier.length);
        assertThat(read(volume)).isEqualTo(AT_REST);
        volume[0x1e00 + 48 + 2] = 1;
        assertThat(read(volume)).isEqualTo(WITH_SHADOW_COPIES);
        volume[0x1e00] ^= 1;
        assertThat(read(volume)).isEqualTo(AT_REST);
    }

    @Test
    void refusesAVolumeWhoseFileOfHibernationIsDamaged() throws IOException {
        byte[] volume = Files.readAllBytes(builder().file("/hiberfil.sys", Arrays.copyOf(bytes("hibr"), 100_000)).build());
        NtfsFileSystem opened = NtfsFileSystem.open(MemoryStorage.of("volume", volume.clone()));
        long number = opened.find(opened.root(), "hiberfil.sys").orElseThrow().position() & 0xffff_ffffL;
        // The table of files is at the fourth cluster in what mkntfs makes, and its records have 1024 bytes.
        int record = 4 * 4096 + (int) number * 1024;
        assertThat(new String(volume, record, 4, StandardCharsets.ISO_8859_1)).isEqualTo("FILE");
        volume[record + 1] = 'X';
        assertThatThrownBy(() -> read(volume)).isInstanceOf(MalformedException.class).hasMessageContaining("FXLE");
    }
}
