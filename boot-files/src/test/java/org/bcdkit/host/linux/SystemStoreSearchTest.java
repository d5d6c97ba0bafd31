package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** This machine's own boot store, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class SystemStoreSearchTest {

    private static final String UEFI_STORE = "EFI/Microsoft/Boot/BCD";
    private static final String BIOS_STORE = "Boot/BCD";

    @TempDir
    private Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() throws IOException {
        machine = new FakeMachine(folder);
        machine.disk("sda", "8:0", 512).partition("sda", "sda1", "8:1", 1 << 20).partition("sda", "sda2", "8:2", 2 << 20);
    }

    private static Path store(Path mountPoint, String path) throws IOException {
        Files.createDirectories(mountPoint.resolve(path).getParent());
        return Files.writeString(mountPoint.resolve(path), "regf");
    }

    @Test
    void findsTheStoreOnTheEsp() throws IOException {
        Path store = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void findsNamesInAnyCase() throws IOException {
        Path store = store(machine.mount("efi", "vfat", "8:1", "/dev/sda1"), "efi/MICROSOFT/boot/bcd");
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void prefersTheNameAsWindowsWritesIt() throws IOException {
        Path mountPoint = machine.mount("win", "ntfs3", "8:1", "/dev/sda1");
        store(mountPoint, "boot/BCD");
        Path store = store(mountPoint, BIOS_STORE);
        store(mountPoint, "BOOT/BCD");
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void hasNoneWhereNoneIsMounted() throws IOException {
        machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1");
        store(machine.mount("home", "ext4", "8:2", "/dev/sda2"), UEFI_STORE);
        assertThat(machine.host().systemStore()).isEmpty();
    }

    @Test
    void doesNotTakeAFolderOrAFileOnTheWayForTheStore() throws IOException {
        Files.createDirectories(machine.mount("a", "vfat", "8:1", "/dev/sda1").resolve(UEFI_STORE));
        Files.writeString(machine.mount("b", "vfat", "8:2", "/dev/sda2").resolve("EFI"), "");
        assertThat(machine.host().systemStore()).isEmpty();
    }

    @Test
    void goesOnWhereAMountIsGoneMeanwhile() throws IOException {
        Files.delete(machine.mount("a", "vfat", "8:2", "/dev/sda2"));
        Path store = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void findsTheStoreOfABios() throws IOException {
        Path store = store(machine.mount("reserved", "fuseblk", "8:1", "/dev/sda1"), BIOS_STORE);
        machine.mount("win", "ntfs3", "8:2", "/dev/sda2");
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void doesNotTakeAStoreForABiosOnAMachineWithUefi() throws IOException {
        store(machine.mount("win", "ntfs3", "8:2", "/dev/sda2"), BIOS_STORE);
        Files.createDirectories(machine.path("sys/firmware/efi"));
        assertThat(machine.host().systemStore()).isEmpty();
    }

    @Test
    void prefersTheStoreOnTheEspToThatForABios() throws IOException {
        Path store = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        store(machine.mount("win", "ntfs3", "8:2", "/dev/sda2"), BIOS_STORE);
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void refusesToChooseBetweenSeveral() throws IOException {
        Path first = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        Path second = store(machine.mount("mnt/old", "vfat", "8:2", "/dev/sda2"), UEFI_STORE);
        assertThatThrownBy(() -> machine.host().systemStore())
                .isInstanceOfSatisfying(HostException.class, e -> assertThat(e.remedy()).isEqualTo("Choose one with --store FILE."))
                .hasMessage("Several boot stores are mounted, and which is this machine's is not certain: " + first + ", " + second + ".");
    }

    @Test
    void takesTheOneThatWasChosenWhenThereAreSeveral() throws IOException {
        Path first = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        Path partition = machine.mount("mnt/old", "vfat", "8:2", "/dev/sda2");
        Path second = store(partition, UEFI_STORE);
        machine.host().chooseSystemStore(partition);
        assertThat(machine.host().systemStore()).contains(second);
        machine.host().chooseSystemStore(partition.resolve("../../boot/efi"));
        assertThat(machine.host().systemStore()).contains(first);
    }

    @Test
    void forgetsAChoiceThatIsNotThereAnyMore() throws IOException {
        Path first = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        Path partition = machine.mount("mnt/old", "vfat", "8:2", "/dev/sda2");
        Path second = store(partition, UEFI_STORE);
        machine.host().chooseSystemStore(partition);
        Files.delete(second);
        assertThat(machine.host().systemStore()).contains(first);
    }

    @Test
    void choosesOnlyWhatMayBeTheStoreOfThisMachine() throws IOException {
        Path first = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        Path home = machine.mount("home", "ext4", "8:2", "/dev/sda2");
        store(home, UEFI_STORE);
        assertThatThrownBy(() -> machine.host().chooseSystemStore(home))
                .isInstanceOf(HostException.class)
                .hasMessage("No boot store that may be this machine's is on " + home + ", but there is " + first + ".");
        assertThatThrownBy(() -> machine.host().chooseSystemStore(home.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void countsAPartitionThatIsMountedTwiceOnce() throws IOException {
        Path store = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        store(machine.mount("mnt/esp", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void findsTheEspBehindOneOfItsFoldersThatIsMountedElsewhere() throws IOException {
        machine.mount("folder", "vfat", "8:1", "/dev/sda1", "/EFI");
        Path store = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void doesNotTakeTheStoreOfAStick() throws IOException {
        machine.disk("sdb", "8:16", 512).attribute("sdb", "removable", "1").partition("sdb", "sdb1", "8:17", 1 << 20);
        store(machine.mount("media/setup", "vfat", "8:17", "/dev/sdb1"), UEFI_STORE);
        assertThat(machine.host().systemStore()).isEmpty();
        Path store = store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        assertThat(machine.host().systemStore()).contains(store);
    }

    @Test
    void doesNotTakeTheStoreInAnImage() throws IOException {
        machine.disk("loop0", "7:0", 512).partition("loop0", "loop0p1", "259:1", 1 << 20);
        machine.disk("nbd0", "43:0", 512).partition("nbd0", "nbd0p1", "43:1", 1 << 20);
        machine.device("loop1", "7:1");
        store(machine.mount("a", "vfat", "259:1", "/dev/loop0p1"), UEFI_STORE);
        store(machine.mount("b", "vfat", "43:1", "/dev/nbd0p1"), UEFI_STORE);
        store(machine.mount("c", "vfat", "7:1", "/dev/loop1"), UEFI_STORE);
        store(machine.mount("d", "vfat", "8:77", "/dev/unknown"), UEFI_STORE);
        assertThat(machine.host().systemStore()).isEmpty();
    }

    @Test
    void doesNotLookBelowAMountThatHidesTheEsp() throws IOException {
        store(machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1"), UEFI_STORE);
        machine.mount("boot", "ext4", "8:2", "/dev/sda2");
        assertThat(machine.host().systemStore()).isEmpty();
    }

    @Test
    void saysThatTheEspIsReadByRootOnly() throws IOException {
        Path esp = machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1");
        AccessDeniedException denied = new AccessDeniedException(esp.toString());
        LinuxSource source = new FakeMachine.Source(machine.path("")) {
            @Override
            List<Path> children(Path ofFolder) throws IOException {
                throw denied;
            }
        };
        assertThatThrownBy(() -> new LinuxHost(source).systemStore())
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.remedy()).isEqualTo("Run this as root, or name the store with --store FILE."))
                .hasMessage(esp + " cannot be read (permission denied), so whether this machine's boot store is there is not known.")
                .hasCause(denied);
    }

    @Test
    void wakesAnEspThatIsMountedOnDemand() throws IOException {
        String before = "27 1 254:0 / / rw - ext4 /dev/vda rw\n40 27 0:35 / /efi rw - autofs systemd-1 rw,direct\n41 27 0:36 / /net rw - autofs auto rw\n";
        Path esp = Files.createDirectories(machine.path("efi"));
        Path store = store(esp, UEFI_STORE);
        List<Path> entered = new ArrayList<>();
        LinuxSource source = new FakeMachine.Source(machine.path("")) {
            @Override
            String mountInfo() {
                return entered.isEmpty() ? before : before + "42 27 8:1 / " + esp + " rw - vfat /dev/sda1 rw\n";
            }

            @Override
            void enter(Path onDemand) {
                entered.add(onDemand);
            }
        };
        assertThat(new LinuxHost(source).systemStore()).contains(store);
        assertThat(entered).containsExactly(Path.of("/efi"));
    }
}
