package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget.ByElement;
import org.bcdkit.device.DeviceDescriptor.LocateTarget.ByPath;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.storage.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTextTest {

    private static final UUID DISK = UUID.fromString("0b2394a9-095e-487d-8d48-719ecd4d78ca");
    private static final UUID PARTITION = UUID.fromString("8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b");
    private static final PartitionId GPT = new PartitionId.Gpt(DISK, PARTITION);
    private static final PartitionId MBR = new PartitionId.Mbr(0x63f07796, 0x15f00000);
    private static final String GPT_TEXT = "gpt:{0b2394a9-095e-487d-8d48-719ecd4d78ca},{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b}";
    private static final DeviceDescriptor BOOT = new BootDevice();
    private static final DeviceDescriptor HOST = new PartitionDevice(GPT);
    private static final int BY_PATH = 0x12000002;
    private static final int BY_SYSTEM_ROOT = 0x22000002;

    private static String text(DeviceDescriptor device) {
        return ElementText.device(device);
    }

    @Test
    void theBootDevice() {
        assertThat(text(BOOT)).isEqualTo("boot");
    }

    @Test
    void partitionsAreShownByTheIdentityThatTheHostOptionTakes() {
        assertThat(text(new PartitionDevice(GPT))).isEqualTo("partition=" + GPT_TEXT);
        assertThat(text(new PartitionDevice(MBR))).isEqualTo("partition=mbr:0x63f07796,368050176");
        assertThat(ElementText.partition(GPT)).isEqualTo(GPT_TEXT);
        assertThat(ElementText.partition(new PartitionId.Mbr(0x7f, -1))).isEqualTo("mbr:0x0000007f,18446744073709551615");
    }

    @Test
    void virtualDisksWithTheirHost() {
        assertThat(text(DeviceDescriptor.vhd(HOST, "\\vhds\\w 11.vhdx", BY_PATH))).isEqualTo("vhd=[" + GPT_TEXT + "]\\vhds\\w 11.vhdx");
        assertThat(text(DeviceDescriptor.vhd(HOST, "\\w.vhdx", BY_SYSTEM_ROOT))).isEqualTo("vhd=[" + GPT_TEXT + "]\\w.vhdx");
        assertThat(text(DeviceDescriptor.vhd(new PartitionDevice(MBR), "\\w.vhd", BY_PATH))).isEqualTo("vhd=[mbr:0x63f07796,368050176]\\w.vhd");
        assertThat(text(DeviceDescriptor.vhd(BOOT, "\\w.vhd", BY_PATH))).isEqualTo("vhd=[boot]\\w.vhd");
    }

    @Test
    void virtualDisksThatAreLookedForEverywhere() {
        assertThat(text(DeviceDescriptor.vhdLocated("\\disk.vhdx", BY_PATH))).isEqualTo("vhd=[locate]\\disk.vhdx");
        assertThat(text(DeviceDescriptor.vhd(new LocateDevice(new ByPath("\\other")), "\\disk.vhdx", BY_PATH))).isEqualTo("vhd=[locate=\\other]\\disk.vhdx");
    }

    @Test
    void virtualDisksLocatedByAnotherElement() {
        assertThat(text(DeviceDescriptor.vhd(BOOT, "\\w.vhd", 0x22000023))).isEqualTo("vhd=[boot]\\w.vhd,locate=custom:22000023");
    }

    @Test
    void partitionsOfAVirtualDisk() {
        DeviceDescriptor file = new FileDevice(new PartitionDevice(new PartitionId.Mbr(0xd5e2077c, 0x100000)), "\\pcroom.vhdx");

        assertThat(text(new PartitionDevice(new PartitionId.Mbr(0x641c9646, 0x22600000), Optional.of(file))))
                .isEqualTo("partition=mbr:0x641c9646,576716800,vhd=[mbr:0xd5e2077c,1048576]\\pcroom.vhdx");
        assertThat(text(new PartitionDevice(GPT, Optional.of(BOOT)))).isEqualTo("partition=" + GPT_TEXT + ",vhd=[boot]");
    }

    @Test
    void wholeVirtualDisks() {
        assertThat(text(new VirtualDiskDevice(new FileDevice(HOST, "\\w.vhdx")))).isEqualTo("virtualdisk=[" + GPT_TEXT + "]\\w.vhdx");
        assertThat(text(new VirtualDiskDevice(HOST))).isEqualTo("virtualdisk=[" + GPT_TEXT + "]");
    }

    @Test
    void filesAndRamDisks() {
        assertThat(text(new FileDevice(HOST, "\\a.wim"))).isEqualTo("file=[" + GPT_TEXT + "]\\a.wim");
        assertThat(text(new RamdiskDevice(BOOT, "\\sources\\boot.wim", RamdiskDevice.NO_IMAGE))).isEqualTo("ramdisk=[boot]\\sources\\boot.wim");
        assertThat(text(new RamdiskDevice(new LocateDevice(new ByPath("\\b.wim")), "\\b.wim", RamdiskDevice.NO_IMAGE)))
                .isEqualTo("ramdisk=[locate]\\b.wim");
    }

    @Test
    void devicesToBeLookedFor() {
        assertThat(text(new LocateDevice(new ByElement(BY_SYSTEM_ROOT)))).isEqualTo("locate=custom:22000002");
        assertThat(text(new LocateDevice(new ByPath("\\Windows")))).isEqualTo("locate=\\Windows");
        assertThat(text(new LocateDevice(new ByPath("\\Windows"), Optional.of(HOST)))).isEqualTo("locate=[" + GPT_TEXT + "]\\Windows");
        assertThat(text(new LocateDevice(new ByElement(BY_PATH), Optional.of(BOOT)))).isEqualTo("locate=[boot]custom:12000002");
        assertThat(text(new LocateDevice(new ByElement(BY_PATH), Optional.of(new VirtualDiskDevice(BOOT)))))
                .isEqualTo("locate=[virtualdisk=[boot]]custom:12000002");
    }

    @Test
    void vmbusDevices() {
        assertThat(text(new VmbusDevice(DISK, PARTITION)))
                .isEqualTo("vmbus={0b2394a9-095e-487d-8d48-719ecd4d78ca},{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b}");
    }

    @Test
    void unknownDevicesAreShownWhole() {
        Bytes descriptor = Bytes.ofHex("02000000000000001400000000000000ff");

        assertThat(text(new UnknownDevice(2, descriptor))).isEqualTo("unknown:02000000000000001400000000000000ff");
    }

    @Test
    void devicesInDevices() {
        DeviceDescriptor inner = new PartitionDevice(GPT, Optional.of(new FileDevice(BOOT, "\\a.vhd")));

        assertThat(text(DeviceDescriptor.vhd(inner, "\\b.vhd", BY_PATH))).isEqualTo("vhd=[partition=" + GPT_TEXT + ",vhd=[boot]\\a.vhd]\\b.vhd");
    }

    @ParameterizedTest
    @CsvSource({
        "\\a]b.vhd, file=[boot]\\a]b.vhd",
        "\\a[b.vhd, file=[boot]\\a[b.vhd",
        "\\a<b, file=[boot]\\a<3c>b",
        "'\\a,b', 'file=[boot]\\a,b'",
        "'\\a,{b}', 'file=[boot]\\a<2c>{b}'",
        "'\\a,locate=b', 'file=[boot]\\a<2c>locate=b'",
        "'\\a,Locate=b', 'file=[boot]\\a<2c>Locate=b'",
        "name, file=[boot]<>name",
        "'', file=[boot]<>",
    })
    void pathsThatWouldBeTakenForSomethingElse(String path, String expected) {
        assertThat(text(new FileDevice(BOOT, path))).isEqualTo(expected);
    }

    @Test
    void bracketsInsideBracketsAndCharactersNobodySees() {
        assertThat(text(new FileDevice(new FileDevice(BOOT, "\\a]b"), "\\c]d"))).isEqualTo("file=[file=[boot]\\a<5d>b]\\c]d");
        assertThat(text(new FileDevice(BOOT, "\\a\nb\u001bc\u0085"))).isEqualTo("file=[boot]\\a<a>b<1b>c<85>");
        assertThat(text(new FileDevice(BOOT, "\\a\ud83d\ude00\ud83d"))).isEqualTo("file=[boot]\\a\ud83d\ude00<d83d>");
        assertThat(text(new FileDevice(BOOT, "\\\ude00a"))).isEqualTo("file=[boot]\\<de00>a");
    }
}
