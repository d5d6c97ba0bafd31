package org.bcdkit.host.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A program for x64 with nothing in it but its version. PE format: headers, one section of resources with a VS_VERSIONINFO. */
final class VersionedProgram {

    private static final int HEADERS = 0x200;
    private static final int ADDRESS = 0x1000;
    private static final int SECTION = 0x400;
    private static final int DIRECTORY = 24;
    private static final int FIXED_INFO = 0xFEEF04BD;

    private VersionedProgram() {}

    static byte[] of(int major, int minor, int build, int revision) {
        ByteBuffer file = ByteBuffer.allocate(HEADERS + SECTION).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort(0, (short) 0x5A4D).putInt(0x3C, 0x80);
        file.position(0x80);
        // "PE", x64, one section, an optional header of 240 bytes.
        file.putInt(0x4550).putShort((short) 0x8664).putShort((short) 1).putInt(0).putInt(0).putInt(0).putShort((short) 240).putShort((short) 0x22);
        int optional = file.position();
        file.putShort(optional, (short) 0x20B).putInt(optional + 108, 16);
        file.putInt(optional + 112 + 2 * 8, ADDRESS).putInt(optional + 112 + 2 * 8 + 4, SECTION);
        file.position(optional + 240);
        file.put(".rsrc\0\0\0".getBytes(StandardCharsets.US_ASCII)).putInt(SECTION).putInt(ADDRESS).putInt(SECTION).putInt(HEADERS);
        // Type 16, a version; name 1; language 1033.
        directory(file, 0, 16, DIRECTORY | 0x8000_0000);
        directory(file, DIRECTORY, 1, 2 * DIRECTORY | 0x8000_0000);
        directory(file, 2 * DIRECTORY, 1033, 3 * DIRECTORY);
        int value = 3 * DIRECTORY + 16;
        file.putInt(HEADERS + 3 * DIRECTORY, ADDRESS + value).putInt(HEADERS + 3 * DIRECTORY + 4, 92);
        file.position(HEADERS + value);
        file.putShort((short) 92).putShort((short) 52).putShort((short) 0).put("VS_VERSION_INFO\0".getBytes(StandardCharsets.UTF_16LE)).putShort((short) 0);
        file.putInt(FIXED_INFO).putInt(0x10000).putInt(major << 16 | minor).putInt(build << 16 | revision);
        return file.array();
    }

    private static void directory(ByteBuffer file, int at, int id, int target) {
        file.putShort(HEADERS + at + 14, (short) 1).putInt(HEADERS + at + 16, id).putInt(HEADERS + at + 20, target);
    }
}
