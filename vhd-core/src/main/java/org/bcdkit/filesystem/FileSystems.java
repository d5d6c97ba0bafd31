package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.fat.FatFileSystem;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** Opens file systems. */
public final class FileSystems {

    private FileSystems() {}

    /** What {@code volume} holds, told from its content; empty when nothing known here does. */
    public static Optional<VolumeKind> recognise(Storage volume) throws IOException {
        return VolumeSignatures.find(volume);
    }

    /**
     * Opens the file system on {@code volume} for reading.
     *
     * @throws UnsupportedException when it holds nothing that can be read here, with what it holds
     * @throws org.bcdkit.storage.MalformedException when it is damaged
     */
    public static FileSystem open(Storage volume) throws IOException {
        return open(volume, recognise(volume));
    }

    static FileSystem open(Storage volume, Optional<VolumeKind> kind) throws IOException {
        if (kind.isEmpty()) {
            throw unsupported(volume, "no file system is known by what is here");
        }
        return switch (kind.get()) {
            case NTFS -> NtfsFileSystem.open(volume);
            case FAT12, FAT16, FAT32 -> FatFileSystem.open(volume);
            case BITLOCKER, LUKS -> throw unsupported(volume, "it is encrypted with " + kind.get().title() + ", and what is inside cannot be read");
            case LDM -> throw unsupported(volume, "it is part of a dynamic disk (LDM), and the volumes in that cannot be read");
            case STORAGE_SPACES, LVM -> throw unsupported(
                    volume, "it is part of a pool (" + kind.get().title() + "), and the volumes in that cannot be read");
            case EXFAT, REFS, EXT2, EXT3, EXT4, XFS, BTRFS, SQUASHFS, SWAP, HFS_PLUS, APFS, ISO9660, UDF -> throw unsupported(
                    volume, "it holds " + kind.get().title() + ", which cannot be read yet");
        };
    }

    private static UnsupportedException unsupported(Storage volume, String problem) {
        return new UnsupportedException(volume.name(), "volume", 0, problem);
    }
}
