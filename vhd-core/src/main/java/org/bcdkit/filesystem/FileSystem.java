package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.Storage;

/** A file system that can be read: folders, and the bytes of files. Names are looked up without regard to case, as the file system itself does it. */
public interface FileSystem {

    /** The word for it in text and JSON: {@code ntfs}, {@code fat12}, {@code fat16}, {@code fat32}. */
    String kind();

    /** The volume label; absent when it has none. */
    Optional<String> label();

    /** What is odd about the volume, though it can be read: sentences without a capital and a full stop. */
    List<String> remarks();

    FileEntry root();

    /** What is in a folder, in the order of the file system, without "." and ".." and without the file system's own metadata files. */
    List<FileEntry> list(FileEntry folder) throws IOException;

    /** The entry of that name in a folder. */
    Optional<FileEntry> find(FileEntry folder, String name) throws IOException;

    /**
     * The bytes of a file, decompressed where the format allows it. They are read when asked for, so memory does not depend on their number.
     *
     * @throws org.bcdkit.storage.UnsupportedException when they cannot be had, with the reason: encrypted, or a reparse point that leads elsewhere
     */
    Storage open(FileEntry file) throws IOException;

    /**
     * Where a link leads on this volume. Of a path with a drive letter, which no volume knows of itself, the letter is taken to be that of this one: the
     * links that Windows makes for itself are written so.
     *
     * @param link of the kind {@link FileEntry.Kind#LINK}
     * @param folder that the link is in, behind all links on the way
     * @throws org.bcdkit.storage.UnsupportedException when it leads to another volume or machine, or nobody knows where
     */
    FilePath target(FileEntry link, FilePath folder) throws IOException;

    /** Whether the times of its files are moments, and not the local time of an unknown place. */
    boolean keepsMoments();

    /** Length in bytes of all its clusters. */
    long size();

    /** Allocation unit in bytes. */
    int clusterSize();

    /**
     * Bytes in clusters that belong to nothing. They are counted, in pieces so that a large volume takes no more memory, and what the file system
     * noted about their number is not asked.
     */
    long free() throws IOException;

    /** How it keeps a file or folder; nothing on a file system that has but one way. */
    Set<FileAttribute> attributes(FileEntry entry) throws IOException;

    /** Whether a file is not to be written to; absent when that is not looked for here. */
    Optional<Boolean> isReadOnly(FileEntry file) throws IOException;

    /** Bytes in clusters that the content of a file has taken: fewer than it is long when it is sparse or compressed. */
    long allocated(FileEntry file) throws IOException;
}
