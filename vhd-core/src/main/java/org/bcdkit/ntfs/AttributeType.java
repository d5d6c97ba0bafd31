package org.bcdkit.ntfs;

/** The types of attributes that are read here; numbers as stored. */
final class AttributeType {

    static final int STANDARD_INFORMATION = 0x10;
    static final int ATTRIBUTE_LIST = 0x20;
    static final int FILE_NAME = 0x30;
    static final int VOLUME_NAME = 0x60;
    static final int VOLUME_INFORMATION = 0x70;
    static final int DATA = 0x80;
    static final int INDEX_ROOT = 0x90;
    static final int INDEX_ALLOCATION = 0xA0;
    static final int REPARSE_POINT = 0xC0;
    /** Ends the attributes of a record. */
    static final int END = -1;

    private AttributeType() {}

    /** As documents write it: {@code $DATA}. */
    static String name(int type) {
        return switch (type) {
            case STANDARD_INFORMATION -> "$STANDARD_INFORMATION";
            case ATTRIBUTE_LIST -> "$ATTRIBUTE_LIST";
            case FILE_NAME -> "$FILE_NAME";
            case VOLUME_NAME -> "$VOLUME_NAME";
            case VOLUME_INFORMATION -> "$VOLUME_INFORMATION";
            case DATA -> "$DATA";
            case INDEX_ROOT -> "$INDEX_ROOT";
            case INDEX_ALLOCATION -> "$INDEX_ALLOCATION";
            case REPARSE_POINT -> "$REPARSE_POINT";
            default -> "attribute 0x" + Integer.toHexString(type);
        };
    }
}
