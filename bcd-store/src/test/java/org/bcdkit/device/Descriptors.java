package org.bcdkit.device;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.storage.Bytes;

/** Descriptors of every kind, written out by hand from the tables of the specification. */
final class Descriptors {

    private static final String GPT_IDS = "14131211" + "1615" + "1817" + "191a1b1c1d1e1f20" + "00000000" + "00000000" + "04030201" + "0605" + "0807" + "090a0b0c0d0e0f10";
    private static final String MBR_IDS = "0000f01500000000" + "0000000000000000" + "00000000" + "01000000" + "9677f063" + "000000000000000000000000";
    private static final String ZERO_16 = "00000000000000000000000000000000";
    private static final String GPT_PARTITION = "06000000" + "00000000" + "48000000" + "00000000" + GPT_IDS + ZERO_16;
    private static final String MBR_PARTITION = "06000000" + "00000000" + "48000000" + "00000000" + MBR_IDS + ZERO_16;
    private static final String BOOT = "05000000" + "00000000" + "48000000" + "00000000" + ZERO_16 + ZERO_16 + ZERO_16 + "0000000000000000";

    /** {@code \v.vhd} and a NUL: 14 bytes. */
    private static final String PATH = "5c00" + "7600" + "2e00" + "7600" + "6800" + "6400" + "0000";

    /** A file on a partition: 16 + 4 + 12 + 72 + 14 bytes. */
    private static final String FILE_START = "00000000" + "00000000" + "76000000" + "00000000" + "05000000" + "01000000" + "62000000" + "05000000";

    static final PartitionId GPT =
            new PartitionId.Gpt(UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10"), UUID.fromString("11121314-1516-1718-191a-1b1c1d1e1f20"));
    static final PartitionId MBR = new PartitionId.Mbr(0x63f07796, 368050176);
    static final String VHD = "\\v.vhd";

    private Descriptors() {}

    /** @param hasOptions whether additional options go with it */
    record Sample(String name, DeviceDescriptor device, boolean hasOptions, String hex) {

        Bytes bytes() {
            return Bytes.ofHex(hex);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> all() {
        return List.of(
                new Sample("boot", new BootDevice(), false, BOOT),
                new Sample("GPT partition", new PartitionDevice(GPT), false, GPT_PARTITION),
                new Sample("MBR partition", new PartitionDevice(MBR), false, MBR_PARTITION),
                new Sample(
                        "locate by element",
                        new LocateDevice(new LocateTarget.ByElement(0x22000002)),
                        false,
                        "08000000" + "00000000" + "1e000000" + "00000000" + "00000000" + "02000022" + "00000000" + "0000"),
                new Sample(
                        "locate by path",
                        new LocateDevice(new LocateTarget.ByPath(VHD)),
                        false,
                        "08000000" + "00000000" + "2a000000" + "00000000" + "01000000" + "00000000" + "00000000" + PATH),
                new Sample(
                        "locate by path, with parent",
                        new LocateDevice(new LocateTarget.ByPath(VHD), Optional.of(new BootDevice())),
                        false,
                        "08000000" + "00000000" + "72000000" + "00000000" + "01000000" + "00000000" + "2a000000" + PATH + BOOT),
                new Sample("file", new FileDevice(new PartitionDevice(MBR), VHD), false, FILE_START + MBR_PARTITION + PATH),
                new Sample(
                        "RAM disk",
                        new RamdiskDevice(new BootDevice(), VHD, RamdiskDevice.NO_IMAGE),
                        true,
                        "00000000" + "01000000" + "8a000000" + "00000000" + "03000000" + ZERO_16 + "00000000" + "01000000" + "62000000" + "05000000" + BOOT + PATH),
                new Sample(
                        "RAM disk with leftovers",
                        new RamdiskDevice(new BootDevice(), VHD, Bytes.ofHex("00000000000000008c0000000000000000000000")),
                        true,
                        "00000000" + "01000000" + "8a000000" + "00000000" + "03000000" + "0000000000000000" + "8c00000000000000" + "00000000" + "01000000" + "62000000"
                                + "05000000" + BOOT + PATH),
                new Sample(
                        "virtual disk, form A",
                        DeviceDescriptor.vhd(new PartitionDevice(GPT), VHD, 0x12000002),
                        false,
                        "08000000" + "00000000" + "bc000000" + "00000000" + "00000000" + "02000012" + "1e000000" + "0000"
                                + "00000000" + "00000000" + "9e000000" + "00000000" + "06000000" + "00000000" + ZERO_16
                                + FILE_START + GPT_PARTITION + PATH),
                new Sample(
                        "virtual disk, form B",
                        DeviceDescriptor.vhdLocated(VHD, 0x22000002),
                        false,
                        "08000000" + "00000000" + "9e000000" + "00000000" + "00000000" + "02000022" + "1e000000" + "0000"
                                + "00000000" + "00000000" + "80000000" + "00000000" + "06000000" + "00000000" + ZERO_16
                                + "00000000" + "00000000" + "58000000" + "00000000" + "05000000" + "01000000" + "44000000" + "05000000"
                                + "08000000" + "00000000" + "2a000000" + "00000000" + "01000000" + "00000000" + "00000000" + PATH + PATH),
                new Sample(
                        "virtual disk without locate",
                        new VirtualDiskDevice(new FileDevice(new PartitionDevice(GPT), VHD)),
                        false,
                        "00000000" + "00000000" + "9e000000" + "00000000" + "06000000" + "00000000" + ZERO_16 + FILE_START + GPT_PARTITION + PATH),
                new Sample(
                        "GPT partition in a virtual disk on an MBR disk, form C",
                        new PartitionDevice(GPT, Optional.of(new FileDevice(new PartitionDevice(MBR), VHD))),
                        false,
                        "06000000" + "00000000" + "ae000000" + "00000000" + GPT_IDS.substring(0, 32) + "06000000" + GPT_IDS.substring(40) + FILE_START + MBR_PARTITION + PATH),
                new Sample(
                        "MBR partition in a virtual disk on a GPT disk, form C",
                        new PartitionDevice(MBR, Optional.of(new FileDevice(new PartitionDevice(GPT), VHD))),
                        false,
                        "06000000" + "00000000" + "ae000000" + "00000000" + MBR_IDS.substring(0, 32) + "06000000" + MBR_IDS.substring(40) + FILE_START + GPT_PARTITION + PATH),
                new Sample(
                        "VMBus",
                        new VmbusDevice(UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10"), UUID.fromString("11121314-1516-1718-191a-1b1c1d1e1f20")),
                        false,
                        "07000000" + "00000000" + "48000000" + "00000000" + "0403020106050807090a0b0c0d0e0f10" + "1413121116151817191a1b1c1d1e1f20" + ZERO_16 + "0000000000000000"));
    }
}
