package org.bcdkit.ntfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.layout.Field;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.NtfsReading;

/** The bytes of a volume, to look into its structures and to change them. */
final class OpenedVolume {

    private final byte[] image;

    OpenedVolume(Path image) throws IOException {
        this.image = Files.readAllBytes(image);
    }

    NtfsFileSystem open() throws IOException {
        return NtfsFileSystem.open(MemoryStorage.of("volume", image));
    }

    byte[] image() {
        return image;
    }

    /** The file at a path, as the volume is now. */
    NtfsFile file(String path) throws IOException {
        FileEntry entry = NtfsReading.entry(open(), path);
        return NtfsFile.read(table(), new FileReference(entry.position()));
    }

    MasterFileTable table() throws IOException {
        MemoryStorage partition = MemoryStorage.of("volume", image);
        NtfsBootSector boot = NtfsBootSector.find(partition);
        return MasterFileTable.open(new Clusters(partition, boot.clusterSize(), boot.clusters()), boot);
    }

    Attribute attribute(String path, int type, String name) throws IOException {
        return file(path).find(type, name).orElseThrow();
    }

    /** Changes a number in a structure. */
    OpenedVolume set(long structure, Field<Long> field, long value) {
        for (int i = 0; i < field.length(); i++) {
            image[(int) structure + field.offset() + i] = (byte) (value >> 8 * i);
        }
        return this;
    }


    /** Where the part of the header starts that only non-resident attributes have. */
    static long clustered(Attribute attribute) {
        return attribute.position() + Attribute.LAYOUT.size();
    }
}
