package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.HostDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real volumes and boot stores, put on a disk, tell about the host of an image. */
@CorpusTest
class HostSurveyCorpusTest {

    @TempDir
    private Path folder;

    private Path unpack(String file) throws IOException {
        for (DiskCorpus row : DiskCorpus.ofKind("image")) {
            if (row.file().equals(file)) {
                return row.unpack(folder);
            }
        }
        throw new AssertionError("no " + file + " in the corpus");
    }

    private static HostFacts survey(Path disk, int partition, String image) throws IOException {
        try (Storage storage = FileStorage.open(disk)) {
            return HostSurvey.of("disk.img", storage, 512, partition, FilePath.parse(image));
        }
    }

    /** What lies in one cannot be seen; that it is one can. */
    @ParameterizedTest
    @ValueSource(strings = {
        "other/cryptsetup-bitlk/bitlk-aes-xts-128.img.xz", "other/cryptsetup-bitlk/bitlk-togo-aes-cbc-128.img.xz", "other/util-linux/bitlocker-win7.img.xz"
    })
    void seesThatAVolumeIsEncrypted(String file) throws IOException {
        Path disk = HostDisk.gpt(512).add(HostDisk.BASIC_DATA, unpack(file)).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 1, "vhds\\w.vhdx");
        assertThat(facts.volume().fileSystem()).contains("bitlocker");
        assertThat(facts.volume().bitLocker()).contains(true);
        assertThat(facts.volume().free()).isEmpty();
        assertThat(facts.volume().state()).isEmpty();
        assertThat(facts.disk().dynamic()).contains(false);
        assertThat(facts.file().path()).contains("\\vhds\\w.vhdx");
        assertThat(facts.file().attributes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other/libldm/ldm-2003r2-mirrored-1.img.xz", "other/libldm/ldm-2003r2-spanned-1.img.xz"})
    void seesThatADiskIsDynamic(String file) throws IOException {
        Path disk = unpack(file);
        HostFacts facts = survey(disk, 1, "System Volume Information");
        assertThat(facts.volume().fileSystem()).contains("ldm");
        assertThat(facts.volume().bitLocker()).isEmpty();
        assertThat(facts.volume().free()).isEmpty();
        assertThat(facts.disk().dynamic()).contains(true);
        assertThat(facts.disk().systemPartitions()).contains(List.of());
        byte[] harmless = Files.readAllBytes(disk);
        assertThat(harmless[0x1c2]).isEqualTo((byte) 0x42);
        harmless[0x1c2] = 7; // its header still says it
        facts = survey(Files.write(folder.resolve("harmless"), harmless), 1, "System Volume Information");
        assertThat(facts.volume().fileSystem()).contains("ldm");
        assertThat(facts.disk().dynamic()).contains(true);
    }

    @ParameterizedTest
    @CsvSource({"other/util-linux/exfat.img.xz, exfat", "other/util-linux/udf-hdd-win7.img.xz, udf"})
    void namesAFileSystemThatIsNotReadHere(String file, String word) throws IOException {
        Path disk = HostDisk.mbr().add("7", unpack(file)).build(folder.resolve("disk"));
        HostFacts facts = survey(disk, 1, "w.vhdx");
        assertThat(facts.volume().fileSystem()).contains(word);
        assertThat(facts.volume().bitLocker()).contains(false);
        assertThat(facts.file().attributes()).isEmpty();
    }

    @Test
    void seesShadowCopies() throws IOException {
        Path disk = HostDisk.mbr().add("7", unpack("other/dfvfs/vss.raw.xz")).build(folder.resolve("disk"));
        assertThat(survey(disk, 1, "System Volume Information").volume().state().orElseThrow().shadowCopies()).isTrue();
        assertThatThrownBy(() -> survey(disk, 1, "none")).isInstanceOf(NoSuchPathException.class);
    }

    /** Stores of others, with and without images. The second has one that is left over in its resume application. */
    @ParameterizedTest
    @CsvSource({
        "bcd/lyshie__vhd-boot-dispatch/987568ad/BCD.class_vhdx_efi, 1",
        "bcd/lyshie__vhd-boot-dispatch/7f5d388e/BCD.office, 2",
        "bcd/grub4dos__ntloader/07ff95de/bcd, 1",
        "bcd/mkorman90__regipy/68ea6fe4/BCD, 0",
        "bcd/AREA44__USBboot/f198ad15/BCD, 0"
    })
    void countsTheImagesOfARealStore(String store, int images) throws IOException {
        Path named = Files.copy(Corpus.folder().resolve(store), folder.resolve("BCD"));
        FatImage esp = FatImage.format(folder.resolve("esp"), 8192).folder("EFI").folder("EFI/Microsoft").folder("EFI/Microsoft/Boot");
        esp.mtools("mcopy", named.toString(), "::/EFI/Microsoft/Boot/BCD");
        esp.add(Files.write(folder.resolve("w.vhdx"), new byte[1000]));
        Path disk = HostDisk.gpt(512).add(HostDisk.ESP, esp.file()).build(folder.resolve("disk"));
        assertThat(survey(disk, 1, "w.vhdx").disk().vhdEntries()).isEqualTo(OptionalInt.of(images));
    }
}
