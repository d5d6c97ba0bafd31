package org.bcdkit.vhdx;

/**
 * A part of a VHDX file with one purpose.
 *
 * @param name as messages call it
 * @param offset position in the file in bytes; may be anything in a damaged file
 * @param length in bytes
 */
record Region(String name, long offset, long length) {

    static final long MIB = 1 << 20;

    long end() {
        return offset + length;
    }

    boolean overlaps(Region other) {
        return offset < other.end() && other.offset < end();
    }

    /** What is wrong with where it lies, or an empty text: regions are whole MiB, behind the header area and inside the file. */
    String problemIn(long fileSize) {
        if (offset % MIB != 0 || length % MIB != 0 || offset < MIB || length == 0) {
            return "the " + name + " is " + length + " bytes at 0x" + Long.toHexString(offset) + ", expected whole MiB behind the first";
        }
        if (offset > fileSize - length) {
            return "the " + name + " is " + length + " bytes at 0x" + Long.toHexString(offset) + ", but the file ends at 0x"
                    + Long.toHexString(fileSize) + " (truncated?)";
        }
        return "";
    }
}
