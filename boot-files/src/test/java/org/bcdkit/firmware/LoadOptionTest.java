package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.bcdkit.firmware.HardDrive.Signature;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.bcdkit.testing.DamagedBytes;
import org.junit.jupiter.api.Test;

class LoadOptionTest {

    /** A load option of Windows from a machine with UEFI, in which the two bytes behind the object's name are as they happened to be. */
    private static final Bytes REAL = Bytes.ofHex("01000000" + "7400" + wide("Windows Boot Manager")
            + "04012a00" + "01000000" + "0008000000000000" + "0040010000000000" + "382c0f8eeae4ba47b7fc9d8c74dccf0b" + "0202"
            + "04044600" + wide("\\EFI\\Microsoft\\Boot\\bootmgfw.efi") + "7fff0400"
            + "57494e444f575300" + "01000000" + "88000000" + "78000000" + wide("BCDOBJECT={9dea862c-5cdd-4e70-acc1-f32b344d4795}") + "4d00"
            + "01000000" + "10000000" + "04000000" + "7fff0400");

    private static String wide(String text) {
        return Utf16.terminated(text).toHex();
    }

    @Test
    void readsTheEntryOfWindows() throws FormatException {
        LoadOption option = LoadOption.read("Boot0000", REAL);
        assertThat(option.description()).isEqualTo("Windows Boot Manager");
        assertThat(option.isActive()).isTrue();
        assertThat(option.path()).hasToString("HD(1,GPT,8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b,0x800,0x14000)/\\EFI\\Microsoft\\Boot\\bootmgfw.efi");
        assertThat(option.path().hardDrive()).contains(Entries.ESP);
        assertThat(option.path().file()).contains(Entries.WINDOWS_PATH);
        assertThat(option.windows().orElseThrow().object()).contains(WellKnown.BOOT_MANAGER);
        assertThat(option.toBytes()).isEqualTo(REAL);
    }

    @Test
    void writesTheEntryOfWindowsAsWindowsDoes() {
        byte[] expected = REAL.toArray();
        expected[expected.length - 18] = 0;
        assertThat(Entries.WINDOWS.toBytes()).isEqualTo(Bytes.of(expected));
        assertThat(WindowsOptions.of(WellKnown.BOOT_MANAGER).toBytes().size()).isEqualTo(0x88);
    }

    @Test
    void showsADiskWithAnMbrByItsSignature() throws FormatException {
        HardDrive drive = new HardDrive(2, 0x3f, 0xffffffffffL, new Signature.Mbr(0x63f07796));
        LoadOption option = LoadOption.ofFile("old", drive, "\\x", Bytes.EMPTY);
        assertThat(option.path()).hasToString("HD(2,MBR,0x63f07796,0x3f,0xffffffffff)/\\x");
        assertThat(LoadOption.read("Boot0001", option.toBytes())).isEqualTo(option);
    }

    @Test
    void keepsNodesThatItDoesNotKnow() throws FormatException {
        String text = "AcpiPath(1,d041030b00000000)/HardwarePath(1,060000)/Msg(3,08000001)/MediaPath(1,00)/BbsPath(1,0100)/Path(9,7)/MediaPath(4)";
        String nodes = "02010c00d041030b00000000" + "01010700060000" + "0303080008000001" + "0401050000" + "050106000100" + "09070400";
        Bytes bytes = Bytes.ofHex("00000000" + "2e00" + wide("odd") + nodes + "7fff0400" + "cafe");
        LoadOption option = LoadOption.read("Boot0002", bytes);
        assertThat(option.path() + "/MediaPath(4)").isEqualTo(text);
        assertThat(option.path().hardDrive()).isEmpty();
        assertThat(option.path().file()).isEmpty();
        assertThat(option.optionalData()).isEqualTo(Bytes.ofHex("cafe"));
        assertThat(option.windows()).isEmpty();
        assertThat(option.toBytes()).isEqualTo(bytes);
    }

    @Test
    void showsTheUsualNodesAsFirmwareDoes() {
        assertThat(Entries.SETUP.path()).hasToString("FvFile(721c8b66-426c-4e86-8e99-3457c46ab0b9)");
        assertThat(new DevicePathNode(4, 7, Bytes.ofHex("c9bdb87cebf8344faaea3ee4af6516a1"))).hasToString("Fv(7cb8bdc9-f8eb-4f34-aaea-3ee4af6516a1)");
        assertThat(new DevicePathNode(2, 1, Bytes.ofHex("d041030a01000000"))).hasToString("PciRoot(0x1)");
        assertThat(new DevicePathNode(1, 1, Bytes.ofHex("021f"))).hasToString("Pci(0x1f,0x2)");
        assertThat(new DevicePathNode(4, 6, Bytes.EMPTY)).hasToString("MediaPath(6)");
    }

    @Test
    void keepsAPartitionOfAKindThatIsNotKnown() {
        byte[] node = Entries.ESP.toBytes().toArray();
        node[36] = 1;
        assertThat(HardDrive.read(Bytes.of(node))).isEmpty();
        assertThat(new DevicePathNode(4, 1, Bytes.of(node))).asString().startsWith("MediaPath(1,01000000");
    }

    @Test
    void readsSeveralPathsAndTheInstancesOfOne() throws FormatException {
        String first = "050106000100" + "7f010400" + "050106000200" + "7fff0400";
        Bytes bytes = Bytes.ofHex("01000000" + "1800" + wide("two") + first + "7fff0400");
        LoadOption option = LoadOption.read("Boot0003", bytes);
        assertThat(option.paths().paths()).hasSize(2);
        assertThat(option.path()).hasToString("BbsPath(1,0100)/Path(127,1)/BbsPath(1,0200)");
        assertThat(option.toBytes()).isEqualTo(bytes);
    }

    @Test
    void keepsWhatFirmwareLeavesBehindTheLastPath() throws FormatException {
        Bytes bytes = Bytes.ofHex("01000000" + "0800" + wide("UEFI OS") + "7fff0400" + "aa550000" + "01");
        LoadOption option = LoadOption.read("Boot0005", bytes);
        assertThat(option.paths().rest()).isEqualTo(Bytes.ofHex("aa550000"));
        assertThat(option.toBytes()).isEqualTo(bytes);
    }

    @Test
    void refusesAListWithoutAPath() {
        assertThatThrownBy(() -> new DevicePathList(List.of(), Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void putsAPathInSeveralNodesTogether() {
        DevicePath path = new DevicePath(List.of(DevicePathNode.ofFile("\\EFI"), DevicePathNode.ofFile("x"), DevicePathNode.ofFile("\\y.efi")));
        assertThat(path.file()).contains("\\EFI\\x\\y.efi");
        assertThat(new DevicePathNode(4, 4, Bytes.ofHex("410042")).file()).contains("A");
    }

    @Test
    void keepsHalvesOfSurrogatePairs() throws FormatException {
        LoadOption option = new LoadOption(0, "\ud83d", Entries.SETUP.paths(), Bytes.EMPTY);
        assertThat(LoadOption.read("Boot0004", option.toBytes())).isEqualTo(option);
    }

    @Test
    void tellsWhatIsWrong() {
        refuses("010000", "load option at 0x0: it takes 6 bytes and only 3 are there");
        refuses("01000000" + "0400" + "4100", "load option at 0x6: the description has no NUL that ends it");
        refuses("01000000" + "0500" + "0000" + "7fff0400", "load option at 0x4: it says that the device paths have 5 bytes, and 4 are left behind the description");
        refuses("01000000" + "0000" + "0000", "load option at 0x8: it has no device path, so it names nothing to start");
        refuses("01000000" + "0400" + "0000" + "04010400", "device path at 0x8: no node ends it");
        refuses("01000000" + "0600" + "0000" + "040104007fff", "device path at 0xc: a node takes 4 bytes at least, and 2 are left");
        refuses("01000000" + "0400" + "0000" + "7fff0300", "device path at 0x8: a node says that it has 3 bytes, and 4 are left");
        refuses("01000000" + "0400" + "0000" + "7fff0500", "device path at 0x8: a node says that it has 5 bytes, and 4 are left");
    }

    private static void refuses(String hex, String message) {
        assertThatThrownBy(() -> LoadOption.read("Boot0009", Bytes.ofHex(hex))).isInstanceOf(MalformedException.class).hasMessage("Boot0009: " + message);
    }

    @Test
    void refusesToMakeWhatNoVariableCanHold() {
        assertThatThrownBy(() -> new LoadOption(1, "a\0b", Entries.SETUP.paths(), Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DevicePathNode(4, 4, Bytes.of(new byte[0xfffc]))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LoadOption.ofFile("long", Entries.ESP, "x".repeat(32745), Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whateverIsDamagedIsRefusedOrReadAsItIs() {
        DamagedBytes.Attempt attempt = bytes -> assertThat(LoadOption.read("Boot0000", Bytes.of(bytes)).toBytes()).isEqualTo(Bytes.of(bytes));
        assertThat(DamagedBytes.everyTruncation(REAL.toArray(), attempt)).isEqualTo(6 + 42 + 0x74);
        assertThat(DamagedBytes.everyFlip(REAL.toArray(), 0xff, attempt)).isPositive();
        assertThat(DamagedBytes.everyFlip(REAL.toArray(), 0x01, attempt)).isPositive();
    }

    @Test
    void anyBytesAreRefusedOrReadAsTheyAre() {
        Random random = new Random(20261130);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = REAL.toArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt());
            }
            Bytes damaged = Bytes.of(bytes, 0, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length);
            try {
                LoadOption option = LoadOption.read("Boot0000", damaged);
                assertThat(option.toBytes()).as("round " + round).isEqualTo(damaged);
                assertThat(option.path().toString()).isNotNull();
                option.windows();
                read++;
            } catch (FormatException e) {
                assertThat(e.getMessage()).startsWith("Boot0000: ");
            }
        }
        assertThat(read).isBetween(5_000, 19_000);
    }

    @Test
    void readsTheObjectOfWindowsOnlyWhereItIsWhole() {
        ObjectId loader = ObjectId.of("11111111-0000-11ef-8000-010203040506");
        byte[] bytes = WindowsOptions.of(loader).toBytes().toArray();
        assertThat(WindowsOptions.read(Bytes.of(bytes)).orElseThrow().object()).contains(loader);
        assertThat(WindowsOptions.read(Bytes.of(bytes, 0, 60))).isEmpty();
        assertThat(new WindowsOptions("TESTSIGNING").object()).isEmpty();
        bytes[8] = 2;
        assertThat(WindowsOptions.read(Bytes.of(bytes))).isEmpty();
    }
}
