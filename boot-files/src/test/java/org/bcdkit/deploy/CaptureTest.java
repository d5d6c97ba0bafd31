package org.bcdkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.Wims;
import org.bcdkit.wim.WimFile;
import org.bcdkit.wim.WimImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureTest {

    @TempDir
    Path folder;

    private Path image;
    private Path wim;
    private final byte[] large = new byte[2_000_000];

    @BeforeEach
    void makeVolume() throws IOException {
        new Random(9).nextBytes(large);
        image = new NtfsBuilder(folder, 40L << 20).folder("/Windows").file("/Windows/Grüße.bin", large).file("/small", new byte[] {1, 2, 3}).build();
        wim = Files.createDirectories(folder.resolve("out")).resolve("w.wim");
    }

    private void capture(Capture capture, Path wimlib) throws IOException {
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openAny(image)) {
            Volume volume = Volume.of(disk.contents(), PartitionTables.read(disk.contents(), 512)).get(0);
            capture.apply(new Wimlib(wimlib), disk, volume, DeploymentTest.silent());
        }
    }

    private Capture fresh(Wimlib.Compression compression) {
        return new Capture(wim, "Mein Windows", false, compression, true);
    }

    private void assertHoldsTheFiles(String index) throws IOException {
        Path to = Files.createTempDirectory(folder, "extracted");
        Wims.wimlib("extract", wim.toString(), index, "--dest-dir=" + to, "--check");
        assertThat(to.resolve("Windows/Grüße.bin")).hasBinaryContent(large);
        assertThat(to.resolve("small")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @EnumSource(Wimlib.Compression.class)
    void capturesTheFilesOfAVolume(Wimlib.Compression compression) throws IOException {
        capture(fresh(compression), Wims.wimlib());

        assertThat(wim.getParent().toFile().list()).containsExactly("w.wim");
        assertThat(WimFile.open(wim).images()).extracting(WimImage::name).containsExactly("Mein Windows");
        assertThat(WimFile.open(wim).isVerifiable()).isTrue();
        assertHoldsTheFiles("1");
    }

    @Test
    void addsAnImageToAWimThatIsThere() throws IOException {
        capture(fresh(Wimlib.Compression.XPRESS), Wims.wimlib());
        capture(new Capture(wim, "Zweites", true, Wimlib.Compression.XPRESS, true), Wims.wimlib());

        assertThat(wim.getParent().toFile().list()).containsExactly("w.wim");
        assertThat(WimFile.open(wim).images()).extracting(WimImage::name).containsExactly("Mein Windows", "Zweites");
        assertHoldsTheFiles("2");
    }

    private Path script(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("wimlib"), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void leavesNothingWhenWimlibDiesHalfWay() throws IOException {
        Path dying = script("echo half >\"$3\"; kill -9 $$\n");
        assertThatThrownBy(() -> capture(fresh(Wimlib.Compression.LZX), dying)).isInstanceOf(HostException.class).hasMessage(dying
                + " ended with 137: it said nothing");
        assertThat(wim.getParent().toFile().list()).isEmpty();
    }

    @Test
    void leavesNothingWhenWhatCameOutIsNoWim() throws IOException {
        Path other = script("echo half >\"$3\"\n");
        assertThatThrownBy(() -> capture(fresh(Wimlib.Compression.LZX), other))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith("it takes 208 bytes, and the file has 5");
        assertThat(wim.getParent().toFile().list()).isEmpty();
    }

    @Test
    void handsWimlibAWholeCopyOfTheVolume() throws IOException {
        Path kept = folder.resolve("kept");
        Path copying = script("cp \"$2\" " + kept + "; exit 9\n");
        assertThatThrownBy(() -> capture(fresh(Wimlib.Compression.LZX), copying)).isInstanceOf(HostException.class);
        assertThat(Files.mismatch(kept, image)).isEqualTo(-1);
        assertThat(wim.getParent().toFile().list()).isEmpty();
    }
}
