package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DamagedStorage;
import org.bcdkit.testing.HivexHive;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.Programs;
import org.bcdkit.testing.WimCompression;
import org.bcdkit.testing.WindowsVolume;
import org.bcdkit.windows.WindowsInstallation.Driver;
import org.bcdkit.windows.WindowsInstallation.Loader;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;
import org.bcdkit.windows.WindowsInstallation.RegistryHive.State;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is damaged or missing in a Windows is said, and the rest is read. */
class DamagedWindowsTest extends OnAWindowsVolume {

    @Test
    void saysWhichHiveIsMissing() throws IOException {
        WindowsInstallation windows = read(WindowsVolume.windows11(folder).without("SOFTWARE"));
        assertThat(windows.software()).isEqualTo(new RegistryHive(SOFTWARE, State.MISSING, Optional.of("there is no such file")));
        assertThat(windows.product()).isEmpty();
        assertThat(windows.version()).isEmpty();
        assertThat(windows.system()).isEqualTo(CLEAN_SYSTEM);
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", true, OptionalInt.of(0)));
    }

    @Test
    void saysWhyAHiveIsDamagedAndReadsTheOther() throws IOException {
        WindowsInstallation windows = read(WindowsVolume.windows11(folder).file("System32/config/SYSTEM", new byte[8192]));
        assertThat(windows.system()).isEqualTo(new RegistryHive(
                SYSTEM, State.DAMAGED, Optional.of("SYSTEM on volume: base block at 0x0: signature is `\\00\\00\\00\\00`, expected `regf`")));
        assertThat(windows.drivers()).extracting(Driver::start).containsOnly(OptionalInt.empty());
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", true, OptionalInt.empty()));
        assertThat(windows.product()).contains("Windows 10 Pro");
    }

    @Test
    void readsTheValuesBesideADamagedOne() throws IOException {
        HivexHive software = WindowsVolume.windows11(folder).software();
        byte[] hive = Files.readAllBytes(software.build(folder));
        byte[] name = "EditionID".getBytes(StandardCharsets.ISO_8859_1);
        int record = indexOf(hive, name) - 20;
        // The cell of its data: outside the file.
        Arrays.fill(hive, record + 8, record + 12, (byte) 0x70);
        WindowsInstallation windows = read(WindowsVolume.windows11(folder).file("System32/config/SOFTWARE", hive));
        assertThat(windows.software()).isEqualTo(new RegistryHive(SOFTWARE, State.DAMAGED, Optional.of(
                "SOFTWARE on volume: value data at 0x70708070: no cell in use starts here, though one is expected from 0x" + Integer.toHexString(record + 8))));
        assertThat(windows.edition()).isEmpty();
        assertThat(windows.product()).contains("Windows 10 Pro");
        assertThat(windows.version()).contains(new WindowsVersion(10, 0, 22621, 1702));
        assertThat(windows.setup().imageState()).contains("IMAGE_STATE_COMPLETE");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void readsADirtyHiveWithoutLogsAsItIs() throws IOException {
        byte[] hive = Files.readAllBytes(WindowsVolume.windows11(folder).system().build(folder));
        // The primary sequence number, and with it the checksum.
        hive[4] ^= 1;
        hive[508] ^= 1;
        WindowsVolume volume = WindowsVolume.windows11(folder).file("System32/config/SYSTEM", hive).file("System32/config/SYSTEM.LOG1", new byte[0]);
        volume.volume().folder("/Windows/System32/config/SYSTEM.LOG2");
        WindowsInstallation windows = read(volume);
        assertThat(windows.system()).isEqualTo(new RegistryHive(SYSTEM, State.DIRTY, Optional.empty()));
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", true, OptionalInt.of(0)));
    }

    /** What a loader says that a filter of Windows took away, and one that is no program. */
    @Test
    void tellsALoaderThatCannotBeReadFromOneThatIsNone() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder).file("System32/winload.exe", new byte[5000]).file("System32/winload.efi", new byte[5000]);
        volume.volume().reparse("/Windows/System32/winload.efi", WimCompression.reparsePoint(1, 1, 1, 0));
        WindowsInstallation windows = read(volume);
        assertThat(windows.architecture()).isEmpty();
        assertThat(windows.loaders()).hasSize(2);
        assertThat(windows.loaders().get(0)).isEqualTo(new Loader("\\Windows\\System32\\winload.exe", Optional.empty(), Optional.empty()));
        Loader unreadable = windows.loaders().get(1);
        assertThat(unreadable.path()).isEqualTo("\\Windows\\System32\\winload.efi");
        assertThat(unreadable.architecture()).isEmpty();
        assertThat(unreadable.problem().orElseThrow())
                .startsWith("winload.efi on volume: compressed file reparse data at 0x")
                .endsWith("; known is version 1, provider 2, the file itself; with provider 1 the content is in a WIM file");
    }

    @Test
    void saysOfADriverThatIsThereWhyItCannotBeRead() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        volume.volume().reparse("/Windows/System32/drivers/vhdmp.sys", WimCompression.reparsePoint(1, 1, 1, 0));
        WindowsInstallation windows = read(volume);
        Driver unreadable = windows.driver("vhdmp").orElseThrow();
        assertThat(unreadable.file()).isTrue();
        assertThat(unreadable.problem().orElseThrow()).startsWith("vhdmp.sys on volume: compressed file reparse data at 0x");
        assertThat(windows.driver("FsDepends").orElseThrow().problem()).isEmpty();
    }

    @Test
    void saysThatAFolderCannotBeReadWhereNoOtherHoldsAWindows() throws IOException {
        byte[] bytes = Files.readAllBytes(WindowsVolume.windows11(folder).build());
        NtfsFileSystem volume = NtfsFileSystem.open(MemoryStorage.of("volume", bytes.clone()));
        int record = 4 * 4096 + (int) NtfsReading.entry(volume, "/Windows/System32").position() * 1024;
        bytes[record] = 'X';
        NtfsFileSystem damaged = NtfsFileSystem.open(MemoryStorage.of("volume", bytes));
        assertThatThrownBy(() -> WindowsReader.find(damaged)).isInstanceOf(MalformedException.class).hasMessageContaining("XILE");
        WindowsInstallation windows = WindowsReader.read(damaged, WINDOWS);
        assertThat(windows.system().state()).isEqualTo(State.DAMAGED);
        assertThat(windows.system().problem().orElseThrow()).contains("XILE");
        assertThat(windows.software().state()).isEqualTo(State.DAMAGED);
        assertThat(windows.loaders()).hasSize(2).allSatisfy(loader -> assertThat(loader.problem().orElseThrow()).contains("XILE"));
        assertThat(windows.driver("vhdmp").orElseThrow().problem().orElseThrow()).contains("XILE");
    }

    @Test
    void answersOrRefusesWhateverByteOfTheVolumeIsDamaged() throws IOException {
        WindowsVolume windows = WindowsVolume.windows11(folder).file("System32/winload.efi", Programs.x64(folder, "10,0,22621,1702"));
        Storage whole = MemoryStorage.of("volume", Files.readAllBytes(windows.build()));
        WindowsInstallation expected = WindowsReader.read(NtfsFileSystem.open(whole), WINDOWS);
        Random random = new Random(4);
        int[] answers = new int[3];
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int i = 0; i < 4000; i++) {
                // Most of the volume is empty: the table of files and what it tells of lie at its start and in its middle.
                long position = random.nextInt(i % 2 == 0 ? 256 << 10 : (int) whole.size());
                try {
                    NtfsFileSystem volume = NtfsFileSystem.open(DamagedStorage.flipped(whole, position, 1 << random.nextInt(8)));
                    answers[WindowsReader.read(volume, WINDOWS).equals(expected) ? 0 : 1]++;
                } catch (FormatException e) {
                    answers[2]++;
                }
            }
        });
        assertThat(answers[0]).isGreaterThan(1000);
        assertThat(answers[1]).isPositive();
        assertThat(answers[2]).isPositive();
    }
}
