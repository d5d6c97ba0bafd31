package org.bcdkit.firmware;

import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;

/**
 * One node of a device path. It holds its bytes, so that what is not understood survives; the rest is what they mean. UEFI, "Device Path Protocol".
 *
 * @param type 1 hardware, 2 ACPI, 3 messaging, 4 media, 5 BIOS boot, 0x7f end
 * @param subtype what it is among those of its type
 * @param data what follows the header of four bytes
 */
public record DevicePathNode(int type, int subtype, Bytes data) {

    static final StructLayout HEADER = StructLayout.littleEndian("device path node", 4);
    static final Field<Long> TYPE = HEADER.u8(0, "type", "1 hardware, 2 ACPI, 3 messaging, 4 media, 5 BIOS boot, 0x7f end.");
    static final Field<Long> SUBTYPE =
            HEADER.u8(1, "subtype", "Media: 1 HD, a partition; 4 file. End: 0xff of the path, 1 of one of several instances.");
    static final Field<Long> LENGTH = HEADER.u16(2, "length", "Of the node in bytes, this header included.");

    private static final int LARGEST_DATA = 0xffff - HEADER.size();
    private static final int HARDWARE = 1;
    private static final int ACPI = 2;
    private static final int MEDIA = 4;
    private static final int HARD_DRIVE = 1;
    private static final int FILE = 4;
    private static final int FIRMWARE_FILE = 6;
    private static final int FIRMWARE_VOLUME = 7;
    private static final int GUID_SIZE = 16;
    /** The compressed name of a PCI root bridge, PNP0A03. */
    private static final int PCI_ROOT = 0x0a0341d0;
    private static final int END = 0x7f;
    private static final int END_OF_PATH = 0xff;

    static final DevicePathNode END_NODE = new DevicePathNode(END, END_OF_PATH, Bytes.EMPTY);

    /** Throws IllegalArgumentException for what does not fit into a node. */
    public DevicePathNode {
        if (type < 0 || type > 0xff || subtype < 0 || subtype > 0xff || data.size() > LARGEST_DATA) {
            throw new IllegalArgumentException("no device path node: " + type + ", " + subtype + ", " + data.size() + " bytes");
        }
    }

    static DevicePathNode of(HardDrive drive) {
        return new DevicePathNode(MEDIA, HARD_DRIVE, drive.toBytes());
    }

    /** @param path with backslashes, from the root of the volume */
    static DevicePathNode ofFile(String path) {
        return new DevicePathNode(MEDIA, FILE, Utf16.terminated(path));
    }

    /** The partition that it names; absent when it is no such node, or one of a kind that is not known. */
    public Optional<HardDrive> hardDrive() {
        return type == MEDIA && subtype == HARD_DRIVE ? HardDrive.read(data) : Optional.empty();
    }

    /** The path of a file on a volume, with backslashes; absent when it is no such node. */
    public Optional<String> file() {
        if (type != MEDIA || subtype != FILE) {
            return Optional.empty();
        }
        byte[] bytes = data.toArray();
        int end = Utf16.end(bytes, 0, bytes.length);
        return Optional.of(Utf16.text(bytes, 0, end < 0 ? bytes.length : end));
    }

    boolean endsPath() {
        return type == END && subtype == END_OF_PATH && data.size() == 0;
    }

    int size() {
        return HEADER.size() + data.size();
    }

    Bytes header() {
        return HEADER.blank().with(TYPE, (long) type).with(SUBTYPE, (long) subtype).with(LENGTH, (long) size()).toBytes();
    }

    /** As firmware writes it: {@code HD(…)}, the path of a file, a few more that are usual, else type, subtype and bytes. */
    @Override
    public String toString() {
        Optional<String> known = known();
        if (known.isPresent()) {
            return known.get();
        }
        String rest = subtype + (data.size() == 0 ? "" : "," + data.toHex()) + ")";
        return switch (type) {
            case HARDWARE -> "HardwarePath(" + rest;
            case ACPI -> "AcpiPath(" + rest;
            case 3 -> "Msg(" + rest;
            case MEDIA -> "MediaPath(" + rest;
            case 5 -> "BbsPath(" + rest;
            default -> "Path(" + type + "," + rest;
        };
    }

    private Optional<String> known() {
        if (hardDrive().isPresent()) {
            return Optional.of(hardDrive().get().toString());
        }
        if (file().isPresent()) {
            return file();
        }
        byte[] bytes = data.toArray();
        if (type == MEDIA && (subtype == FIRMWARE_FILE || subtype == FIRMWARE_VOLUME) && bytes.length == GUID_SIZE) {
            return Optional.of((subtype == FIRMWARE_FILE ? "FvFile(" : "Fv(") + LittleEndian.guid(bytes, 0) + ")");
        }
        if (type == ACPI && subtype == 1 && bytes.length == 2 * Integer.BYTES && LittleEndian.i32(bytes, 0) == PCI_ROOT) {
            return Optional.of("PciRoot(0x" + Integer.toHexString(LittleEndian.i32(bytes, Integer.BYTES)) + ")");
        }
        return type == HARDWARE && subtype == 1 && bytes.length == 2
                ? Optional.of("Pci(0x" + Integer.toHexString(bytes[1] & 0xff) + ",0x" + Integer.toHexString(bytes[0] & 0xff) + ")")
                : Optional.empty();
    }
}
