package org.bcdkit.vhd;

/** Cylinders, heads and sectors per track of a VHD. VHD specification, "CHS Calculation". */
record VhdGeometry(int cylinders, int heads, int sectors) {

    /** The largest geometry; all larger disks carry it. */
    static final VhdGeometry CEILING = new VhdGeometry(65535, 16, 255);

    /** The geometry that is stored for a disk of {@code size} bytes. Its product is rounded down. */
    static VhdGeometry of(long size) {
        long total = Math.min(size / VhdReader.SECTOR, 65535L * 16 * 255);
        if (total >= 65535L * 16 * 63) {
            return new VhdGeometry((int) (total / 255 / 16), 16, 255);
        }
        int sectors = 17;
        long tracks = total / sectors;
        long heads = Math.max(4, (tracks + 1023) / 1024);
        if (tracks >= heads * 1024 || heads > 16) {
            sectors = 31;
            heads = 16;
            tracks = total / sectors;
        }
        if (tracks >= heads * 1024) {
            sectors = 63;
            heads = 16;
            tracks = total / sectors;
        }
        return new VhdGeometry((int) (tracks / heads), (int) heads, sectors);
    }

    /** Bytes that a reader sees who multiplies. */
    long size() {
        return (long) cylinders * heads * sectors * VhdReader.SECTOR;
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof VhdGeometry that && cylinders == that.cylinders && heads == that.heads && sectors == that.sectors;
    }

    @Override
    public int hashCode() {
        return (cylinders << 8 | heads) << 8 | sectors;
    }
}
