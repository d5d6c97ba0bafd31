package org.bcdkit.windows;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.NameCase;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.Storage;

/** Reads in what state Windows left an NTFS volume. Rules VOL-01, VOL-03, VOL-04, HST-08 and HST-11 ask for it. */
public final class VolumeStateReader {

    /** Names everything that belongs to the Volume Shadow Copy Service: its header in the volume, and the files with its copies. */
    private static final UUID SHADOW_COPIES = UUID.fromString("3808876b-c176-4e48-b7ae-04046e6cc752");

    static final StructLayout SNAPSHOT_HEADER = StructLayout.littleEndian("volume snapshot header", 64);
    static final Field<UUID> IDENTIFIER = SNAPSHOT_HEADER.guid(0, "identifier", "Always {3808876b-c176-4e48-b7ae-04046e6cc752}.");
    static final Field<Long> CATALOG = SNAPSHOT_HEADER.u64(48, "catalog", "Position of the catalog of snapshots; 0 when there are none.");

    static {
        SNAPSHOT_HEADER.reserved(16, 32);
        SNAPSHOT_HEADER.reserved(56, 8);
    }

    /** Behind the boot sector and its loader, in the volume and so in the file that NTFS makes of them. */
    private static final int SNAPSHOT_HEADER_POSITION = 0x1e00;

    private static final FilePath BOOT = FilePath.parse("$Boot");
    private static final FilePath HIBERNATION = FilePath.parse("hiberfil.sys");
    private static final FilePath SYSTEM_VOLUME_INFORMATION = FilePath.parse("System Volume Information");

    /** Starts of a hiberfil.sys that holds a system: the second pair is that of one which is being resumed. */
    private static final String[] HIBERNATED = {"hibr", "HIBR", "wake", "WAKE"};

    private VolumeStateReader() {}

    /**
     * Reads the state of a volume. Throws what reading its files throws.
     *
     * @throws org.bcdkit.storage.MalformedException when the file system contradicts its format there
     */
    public static VolumeState read(NtfsFileSystem volume) throws IOException {
        boolean shadowCopies = hasSnapshotHeader(volume) || hasShadowCopyFiles(volume);
        return new VolumeState(volume.majorVersion(), volume.minorVersion(), volume.isDirty(), isHibernated(volume), shadowCopies);
    }

    private static boolean isHibernated(NtfsFileSystem volume) throws IOException {
        Optional<FileEntry> file = HIBERNATION.find(volume);
        if (file.isEmpty() || file.get().kind() != FileEntry.Kind.FILE || file.get().size() < 4) {
            return false;
        }
        byte[] start = volume.open(file.get()).read(0, 4);
        for (String signature : HIBERNATED) {
            boolean same = true;
            for (int i = 0; i < start.length; i++) {
                same &= start[i] == signature.charAt(i);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSnapshotHeader(NtfsFileSystem volume) throws IOException {
        Optional<FileEntry> boot = BOOT.find(volume);
        if (boot.isEmpty() || boot.get().size() < SNAPSHOT_HEADER_POSITION + SNAPSHOT_HEADER.size()) {
            return false;
        }
        Storage content = volume.open(boot.get());
        byte[] bytes = content.read(SNAPSHOT_HEADER_POSITION, SNAPSHOT_HEADER.size());
        StructImage header = SNAPSHOT_HEADER.read(content.name(), SNAPSHOT_HEADER_POSITION, bytes);
        return header.get(IDENTIFIER).equals(SHADOW_COPIES) && header.get(CATALOG) != 0;
    }

    /** The files with copies have a GUID of their own before the common one; the catalog has only that. */
    private static boolean hasShadowCopyFiles(NtfsFileSystem volume) throws IOException {
        Optional<FileEntry> folder = SYSTEM_VOLUME_INFORMATION.find(volume);
        if (folder.isEmpty() || folder.get().kind() != FileEntry.Kind.DIRECTORY) {
            return false;
        }
        String suffix = "}{" + SHADOW_COPIES + "}";
        for (FileEntry file : volume.list(folder.get())) {
            int start = file.name().length() - suffix.length();
            if (start > 0 && NameCase.same(file.name().substring(start), suffix)) {
                return true;
            }
        }
        return false;
    }
}
