package org.bcdkit.disk;

import java.util.Locale;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.UnsupportedException;

/** The status codes under which Windows reports problems with virtual disks, so that our messages can be found by them. */
public enum VirtualDiskStatus {
    FOOTER_MISSING(0x01),
    FOOTER_CHECKSUM(0x02),
    FOOTER_CORRUPT(0x03),
    FORMAT_UNKNOWN(0x04),
    VERSION_UNSUPPORTED(0x05),
    SPARSE_HEADER_CHECKSUM(0x06),
    SPARSE_HEADER_CORRUPT(0x08),
    TABLE_CORRUPT(0x0A),
    BLOCK_SIZE_INVALID(0x0B),
    BITMAP_MISMATCH(0x0C),
    PARENT_NOT_FOUND(0x0D),
    PARENT_ID_MISMATCH(0x0E),
    PARENT_TIME_STAMP(0x0F),
    METADATA_UNREADABLE(0x10),
    INVALID_SIZE(0x12),
    INVALID_FILE_SIZE(0x13),
    PARENT_SIZE_MISMATCH(0x17),
    CHAIN_CYCLE(0x18),
    PARENT_ERROR(0x19),
    /** The file is compressed, encrypted or sparse. */
    LIMITATION(0x1A),
    INVALID_STATE(0x1C),
    SECTOR_SIZE_UNSUPPORTED(0x1D),
    /** Attached elsewhere. */
    ALREADY_OWNED(0x1E);

    private static final int FACILITY = 0xC03A0000;

    private final int number;

    VirtualDiskStatus(int number) {
        this.number = number;
    }

    /** The NTSTATUS, for instance 0xC03A000D. */
    public int code() {
        return FACILITY | number;
    }

    /** The code as Windows shows it. */
    public String toHex() {
        return "0x" + Integer.toHexString(code()).toUpperCase(Locale.ROOT);
    }

    /** What Windows would call a problem that one of our readers found: told from the structure it was found in. */
    public static VirtualDiskStatus of(FormatException problem) {
        boolean checksum = problem.problem().startsWith("checksum is ");
        return switch (problem.structure()) {
            case "VHD footer" -> unsupportedOr(problem, checksum ? FOOTER_CHECKSUM : FOOTER_CORRUPT);
            case "VHD dynamic header", "VHD parent locator" -> unsupportedOr(problem, checksum ? SPARSE_HEADER_CHECKSUM : SPARSE_HEADER_CORRUPT);
            case "VHD block allocation table", "VHDX block allocation table" -> TABLE_CORRUPT;
            case "VHDX metadata table", "VHDX metadata item", "VHDX parent locator", "VHDX parent locator entry" -> METADATA_UNREADABLE;
            case "VHDX header", "VHDX region table" -> unsupportedOr(problem, SPARSE_HEADER_CORRUPT);
            case "VHDX log" -> INVALID_STATE;
            case "file" -> INVALID_FILE_SIZE;
            default -> FORMAT_UNKNOWN;
        };
    }

    private static VirtualDiskStatus unsupportedOr(FormatException problem, VirtualDiskStatus status) {
        return problem instanceof UnsupportedException ? VERSION_UNSUPPORTED : status;
    }
}
