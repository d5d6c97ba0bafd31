package org.bcdkit.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.fat.FatFileSystem;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.Storage;

/** Tells what a volume holds by the marks in its first sectors. Nothing else about it need be right. */
final class VolumeSignatures {

    private static final int SECTOR = 512;

    /** A text that stands at one place. */
    private record Mark(VolumeKind kind, int position, String text) {}

    private static final List<Mark> MARKS = List.of(
            // Vista, and Windows 7 and later; both before what else the boot sector looks like.
            new Mark(VolumeKind.BITLOCKER, 3, "-FVE-FS-"),
            new Mark(VolumeKind.NTFS, 3, "NTFS    "),
            new Mark(VolumeKind.EXFAT, 3, "EXFAT   "),
            new Mark(VolumeKind.REFS, 0, "\0\0\0ReFS\0"),
            new Mark(VolumeKind.STORAGE_SPACES, 0, "SPACEDB "),
            new Mark(VolumeKind.XFS, 0, "XFSB"),
            new Mark(VolumeKind.BTRFS, 0x10040, "_BHRfS_M"),
            new Mark(VolumeKind.SQUASHFS, 0, "hsqs"),
            new Mark(VolumeKind.LUKS, 0, "LUKS\u00ba\u00be"),
            new Mark(VolumeKind.LVM, 0x218, "LVM2 001"),
            new Mark(VolumeKind.SWAP, 0xFF6, "SWAPSPACE2"),
            new Mark(VolumeKind.HFS_PLUS, 0x400, "H+\0\4"),
            new Mark(VolumeKind.HFS_PLUS, 0x400, "HX\0\5"),
            new Mark(VolumeKind.APFS, 32, "NXSB"));

    /** Where BitLocker To Go, whose boot sector is that of a FAT32 with a program to read it, has its identifier. */
    private static final int TO_GO = 424;

    private static final List<UUID> BITLOCKER = List.of(
            UUID.fromString("4967d63b-2e29-4ad8-8399-f6a339e3d001"),
            // Encrypted as it is written, so that only what is in use is.
            UUID.fromString("92a84d3b-dd80-4d0e-9e4e-b1e3284eaed8"));

    private static final int EXT = 0x400;
    private static final int EXT_MAGIC = 0xEF53;
    private static final int EXT_JOURNAL = 0x4;
    /** Extents, 64 bits, flexible groups and what came after; the features that ext3 knows are the lower ones. */
    private static final long EXT4_INCOMPATIBLE = ~0x1FL;
    private static final long EXT4_READ_ONLY = ~0x7L;

    /** Where discs have their descriptors, each with its name behind the first byte. ECMA-119 8, ECMA-167 2/9. */
    private static final int DISC = 0x8000;
    private static final int DISC_DESCRIPTOR = 2048;
    private static final int DISC_DESCRIPTORS = 16;

    private final Storage volume;

    private VolumeSignatures(Storage volume) {
        this.volume = volume;
    }

    /** What {@code volume} holds; empty when nothing known here does. */
    static Optional<VolumeKind> find(Storage volume) throws IOException {
        return volume.size() < SECTOR ? Optional.empty() : new VolumeSignatures(volume).find();
    }

    private Optional<VolumeKind> find() throws IOException {
        for (Mark mark : MARKS) {
            if (stands(mark.text(), mark.position())) {
                return Optional.of(mark.kind());
            }
        }
        byte[] first = volume.read(0, SECTOR);
        if (BITLOCKER.contains(LittleEndian.guid(first, TO_GO))) {
            return Optional.of(VolumeKind.BITLOCKER);
        }
        Optional<VolumeKind> fat = FatFileSystem.recognise(first);
        if (fat.isPresent()) {
            return fat;
        }
        Optional<VolumeKind> ext = ext();
        if (ext.isPresent()) {
            return ext;
        }
        Optional<VolumeKind> disc = disc();
        return disc.isPresent() || !isEmpty(first) ? disc : byBackup();
    }

    /** What a volume is whose boot sector was wiped. One that starts with anything is not asked: an old backup may have been left at its end. */
    private Optional<VolumeKind> byBackup() throws IOException {
        if (NtfsFileSystem.recognisesBackup(volume)) {
            return Optional.of(VolumeKind.NTFS);
        }
        return FatFileSystem.recognisesBackup(volume) ? Optional.of(VolumeKind.FAT32) : Optional.empty();
    }

    private static boolean isEmpty(byte[] sector) {
        for (byte b : sector) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean stands(String text, long position) throws IOException {
        return volume.size() >= position + text.length()
                && new String(volume.read(position, text.length()), StandardCharsets.ISO_8859_1).equals(text);
    }

    private Optional<VolumeKind> ext() throws IOException {
        if (volume.size() < EXT + SECTOR) {
            return Optional.empty();
        }
        byte[] superblock = volume.read(EXT, SECTOR);
        if (LittleEndian.u16(superblock, 0x38) != EXT_MAGIC) {
            return Optional.empty();
        }
        boolean revised = LittleEndian.u32(superblock, 0x4C) > 0; // before, there were no features
        long incompatible = LittleEndian.u32(superblock, 0x60);
        long readOnly = LittleEndian.u32(superblock, 0x64);
        if (revised && ((incompatible & EXT4_INCOMPATIBLE) != 0 || (readOnly & EXT4_READ_ONLY) != 0)) {
            return Optional.of(VolumeKind.EXT4);
        }
        return Optional.of(revised && (LittleEndian.u32(superblock, 0x5C) & EXT_JOURNAL) != 0 ? VolumeKind.EXT3 : VolumeKind.EXT2);
    }

    /** A disc may have descriptors of both, and is read as UDF then. */
    private Optional<VolumeKind> disc() throws IOException {
        Optional<VolumeKind> found = Optional.empty();
        for (int i = 0; i < DISC_DESCRIPTORS; i++) {
            long position = DISC + (long) i * DISC_DESCRIPTOR + 1;
            if (stands("NSR02", position) || stands("NSR03", position)) {
                return Optional.of(VolumeKind.UDF);
            }
            if (stands("CD001", position)) {
                found = Optional.of(VolumeKind.ISO9660);
            }
        }
        return found;
    }
}
