package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The non-volatile memory of a virtual machine, as OVMF keeps it in a file: a firmware volume that holds a store of authenticated variables, which
 * are records one after the other, each at a multiple of four bytes, and 0xff behind the last.
 */
final class OvmfVariables {

    private static final int HEADER_LENGTH = 0x30; // UEFI PI 3.2.1, of the firmware volume
    private static final int STORE_HEADER = 28;
    private static final int VARIABLE_HEADER = 60;
    private static final short START = 0x55aa;
    private static final byte ADDED = 0x3f;
    private static final int GUID_TEXT = 36;

    private final ByteBuffer bytes;

    OvmfVariables(byte[] file) {
        bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getShort(store() + 20)).as("a store that is formatted and healthy").isEqualTo((short) 0xfe5a);
    }

    /** Adds what is in a folder laid out like efivarfs: files "Name-GUID", each with four bytes of attributes and then the value. */
    OvmfVariables addAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                int dash = name.length() - GUID_TEXT - 1;
                ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
                add(name.substring(0, dash), UUID.fromString(name.substring(dash + 1)), content.getInt(), content);
            }
        }
        return this;
    }

    /** Lays the variables about what is started, {@code Boot…}, out in a folder like efivarfs. */
    void copyBootVariables(Path folder) throws IOException {
        for (int at = store() + STORE_HEADER; bytes.getShort(at) == START; at = next(at)) {
            int nameLength = bytes.getInt(at + 36);
            int valueLength = bytes.getInt(at + 40);
            String name = new String(bytes.array(), at + VARIABLE_HEADER, nameLength - 2, StandardCharsets.UTF_16LE);
            if (bytes.get(at + 2) == ADDED && name.startsWith("Boot")) {
                ByteBuffer content = ByteBuffer.allocate(4 + valueLength).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.getInt(at + 4));
                content.put(bytes.array(), at + VARIABLE_HEADER + nameLength, valueLength);
                Files.write(folder.resolve(name + "-" + vendor(at + 44)), content.array());
            }
        }
    }

    private UUID vendor(int at) {
        long high = Integer.toUnsignedLong(bytes.getInt(at)) << 32 | Short.toUnsignedLong(bytes.getShort(at + 4)) << 16
                | Short.toUnsignedLong(bytes.getShort(at + 6));
        return new UUID(high, Long.reverseBytes(bytes.getLong(at + 8)));
    }

    private void add(String name, UUID vendor, int attributes, ByteBuffer value) {
        byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_16LE);
        int at = end();
        int length = VARIABLE_HEADER + nameBytes.length + value.remaining();
        assertThat(at + length).as("room for " + name).isLessThan(store() + bytes.getInt(store() + 16));
        bytes.position(at);
        bytes.putShort(START).put(ADDED).put((byte) 0).putInt(attributes);
        bytes.put(new byte[8 + 16 + 4]); // count, time and key of an authenticated write, which this is not
        bytes.putInt(nameBytes.length).putInt(value.remaining());
        bytes.putInt((int) (vendor.getMostSignificantBits() >>> 32));
        bytes.putShort((short) (vendor.getMostSignificantBits() >>> 16)).putShort((short) vendor.getMostSignificantBits());
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(vendor.getLeastSignificantBits()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(nameBytes).put(value);
    }

    byte[] toArray() {
        return bytes.array();
    }

    private int store() {
        return bytes.getShort(HEADER_LENGTH);
    }

    private int end() {
        int at = store() + STORE_HEADER;
        while (bytes.getShort(at) == START) {
            at = next(at);
        }
        return at;
    }

    private int next(int at) {
        return at + VARIABLE_HEADER + bytes.getInt(at + 36) + bytes.getInt(at + 40) + 3 & ~3;
    }
}
