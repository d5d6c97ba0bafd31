package org.bcdkit.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.DamagedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceCodecTest {

    private static final String BOOT = "05000000000000004800000000000000" + "00".repeat(56);

    static List<Descriptors.Sample> samples() {
        return Descriptors.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEachKind(Descriptors.Sample sample) {
        assertThat(DeviceCodec.decode(sample.bytes())).isEqualTo(sample.device());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesEachKind(Descriptors.Sample sample) {
        assertThat(DeviceCodec.encode(sample.device(), sample.hasOptions()).toHex()).isEqualTo(sample.hex());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFlippedByteAndEveryTruncationIsReadAndWrittenBackAsItWas(Descriptors.Sample sample) {
        DamagedBytes.Attempt attempt = bytes -> {
            DeviceDescriptor device = DeviceCodec.decode(Bytes.of(bytes));
            boolean flagged = bytes.length > 4 && bytes[4] == 1;
            assertThat(DeviceCodec.encode(device, flagged)).isEqualTo(Bytes.of(bytes));
        };
        byte[] whole = sample.bytes().toArray();
        assertThat(DamagedBytes.everyTruncation(whole, attempt)).isZero();
        for (int mask : new int[] {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff}) {
            assertThat(DamagedBytes.everyFlip(whole, mask, attempt)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsWhatIsLongerOrShorterThanItSays(Descriptors.Sample sample) {
        Bytes longer = Bytes.ofHex(sample.hex() + "00");
        Bytes shorter = sample.bytes().slice(0, sample.bytes().size() - 1);
        int type = sample.bytes().littleEndian().getInt();

        assertThat(DeviceCodec.decode(longer)).isEqualTo(new UnknownDevice(type, longer));
        assertThat(DeviceCodec.decode(shorter)).isEqualTo(new UnknownDevice(type, shorter));
    }

    @Test
    void keepsWhatIsTooShortToHaveAType() {
        assertThat(DeviceCodec.decode(Bytes.EMPTY)).isEqualTo(new UnknownDevice(-1, Bytes.EMPTY));
        assertThat(DeviceCodec.decode(Bytes.ofHex("05000000"))).isEqualTo(new UnknownDevice(-1, Bytes.ofHex("05000000")));
    }

    @Test
    void keepsKindsItDoesNotKnow() {
        keeps(3, "03000000000000004800000000000000" + "11".repeat(56));
        keeps(0x99, "99000000000000001000000000000000");
        // A whole hard disk, a floppy drive.
        keeps(0, "0000000000000000" + "48000000" + "00000000" + "00000000" + "00000000" + "00".repeat(48));
        keeps(0, "0000000000000000" + "48000000" + "00000000" + "01000000" + "00000000" + "00".repeat(48));
        // A raw disk: partition style 2. A partition on a CD-ROM.
        keeps(6, "0600000000000000" + "48000000" + "00000000" + "00".repeat(16) + "00000000" + "02000000" + "00".repeat(32));
        keeps(6, "0600000000000000" + "48000000" + "00000000" + "00".repeat(16) + "02000000" + "00000000" + "00".repeat(32));
        // Locate of a third kind.
        keeps(8, "0800000000000000" + "1e000000" + "00000000" + "02000000" + "02000012" + "00000000" + "0000");
    }

    private static void keeps(int type, String hex) {
        Bytes bytes = Bytes.ofHex(hex);
        DeviceDescriptor device = DeviceCodec.decode(bytes);
        assertThat(device).isEqualTo(new UnknownDevice(type, bytes));
        assertThat(DeviceCodec.encode(device, true)).isEqualTo(bytes);
    }

    @Test
    void understandsAFileOnADeviceItDoesNotKnow() {
        Bytes drive = Bytes.ofHex("00000000000000004800000000000000" + "01000000" + "00".repeat(52));
        FileDevice file = new FileDevice(new UnknownDevice(0, drive), "\\x");

        assertThat(DeviceCodec.decode(DeviceCodec.encode(file, false))).isEqualTo(file);
    }

    @Test
    void keepsWholeWhatHoldsSomethingBehindThePath() {
        // A third-party tool writes its placeholder over a longer path.
        Bytes padded = Bytes.ofHex("0000000000000000" + "72000000" + "00000000" + "05000000" + "01000000" + "5e000000" + "05000000" + BOOT + "5c00" + "0000" + "3000" + "3000" + "0000");

        assertThat(DeviceCodec.decode(padded)).isEqualTo(new UnknownDevice(0, padded));
    }

    @Test
    void keepsWholeWhatHasAQualifiedVirtualDiskInside() {
        Bytes form = DeviceCodec.encode(DeviceDescriptor.vhd(new BootDevice(), "\\v.vhd", 0x12000002), false);
        byte[] bytes = form.toArray();
        // The disk identity.
        bytes[0x36] = 1;

        assertThat(DeviceCodec.decode(Bytes.of(bytes))).isEqualTo(new UnknownDevice(8, Bytes.of(bytes)));
    }

    @Test
    void nestedDescriptorsHaveNoFlags() {
        RamdiskDevice device = new RamdiskDevice(new BootDevice(), "\\b.wim", RamdiskDevice.NO_IMAGE);

        byte[] bytes = DeviceCodec.encode(device, true).toArray();

        assertThat(bytes[4]).isEqualTo((byte) 1);
        // The boot device inside: behind header, local device type, image and path header.
        assertThat(bytes[16 + 4 + 20 + 12]).isEqualTo((byte) 5);
        assertThat(bytes[16 + 4 + 20 + 12 + 4]).isZero();
    }

    @Test
    void pathsKeepHalfSurrogatePairs() {
        LocateDevice device = new LocateDevice(new LocateTarget.ByPath("\\\ud800 größe \ud83d\ude00"));

        assertThat(DeviceCodec.decode(DeviceCodec.encode(device, false))).isEqualTo(device);
    }

    @Test
    void refusesPathsThatNoDescriptorCanHold() {
        assertThatThrownBy(() -> DeviceCodec.encode(new FileDevice(new BootDevice(), "\\a\0b"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a path in a device has a NUL in it");
        assertThatThrownBy(() -> DeviceCodec.encode(new LocateDevice(new LocateTarget.ByPath("")), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a path in a device is empty");
        assertThatThrownBy(() -> new RamdiskDevice(new BootDevice(), "\\b.wim", Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the place of an image takes 20 bytes, not 0");
    }

    @Test
    void readsNestingOnlyToABound() {
        DeviceDescriptor device = new BootDevice();
        for (int i = 1; i < DescriptorReader.MAX_DEPTH; i++) {
            device = new FileDevice(device, "\\x");
        }
        assertThat(DeviceCodec.decode(DeviceCodec.encode(device, false))).isEqualTo(device);

        Bytes deeper = DeviceCodec.encode(new FileDevice(device, "\\x"), false);
        assertThat(DeviceCodec.decode(deeper)).isEqualTo(new UnknownDevice(0, deeper));
    }

    @Test
    void offsetsAndSizesBeyondTheBytesLeadNowhere() {
        // A parent at 0xffffffff, at its own start, and a size of 4 GiB.
        keeps(8, "0800000000000000" + "1e000000" + "00000000" + "00000000" + "02000012" + "ffffffff" + "0000");
        keeps(8, "0800000000000000" + "1e000000" + "00000000" + "00000000" + "02000012" + "10000000" + "0000");
        keeps(5, "0500000000000000" + "ffffffff" + "00000000" + "00".repeat(56));
        assertThat(DeviceCodec.decode(Bytes.ofHex("06000000000000004800000000000000" + "ff".repeat(56)))).isInstanceOf(UnknownDevice.class);
    }

    @Test
    void signaturesAndOffsetsUseAllTheirBits() {
        PartitionDevice device = new PartitionDevice(new PartitionId.Mbr(0xfedcba98, 0xf234_5678_9abc_def0L), Optional.empty());

        assertThat(DeviceCodec.encode(device, false).slice(16, 8).toHex()).isEqualTo("f0debc9a785634f2");
        assertThat(DeviceCodec.decode(DeviceCodec.encode(device, false))).isEqualTo(device);
    }
}
