package org.bcdkit.edit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;

/** Where a boot store is: in a file of this machine, or on a volume inside an image. It is read and changed there, and copies of it lie beside it. */
public interface StoreLocation {

    /** What to call the store in messages: the path of its file, or its place inside an image. */
    String name();

    /** What to call a copy of it in messages. */
    String name(KeptCopy copy);

    /** The volume, when the store is on one that is written to directly, because nobody has it mounted. */
    Optional<String> unmountedVolume();

    /** The bytes of its file, whether or not they are a store. */
    Bytes content() throws IOException;

    /** Reads the store, replaying the logs beside it in memory when it is dirty. */
    StoreSnapshot read() throws IOException;

    /** The store that {@code content} is, which is what its file holds: what {@link #read()} gives, without reading the file again. */
    StoreSnapshot read(Bytes content) throws IOException;

    /** Reads a copy of it. */
    StoreSnapshot read(KeptCopy copy) throws IOException;

    /** The copies kept beside the store, newest first. */
    List<KeptCopy> copies() throws IOException;

    /** The copy that {@link #undo} would go back to. */
    default Optional<KeptCopy> lastCopy() throws IOException {
        for (KeptCopy copy : copies()) {
            if (!copy.undone()) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    /**
     * Prepares the change that a plan describes: the whole hive is built anew, read back, and compared.
     *
     * @param plan one that is not refused and changes something
     */
    StoreChange change(StorePlan plan) throws IOException;

    /** Prepares to write a dirty store that its logs complete as a clean one. */
    StoreChange repair(StoreSnapshot snapshot) throws IOException;

    /**
     * Prepares to put the bytes of {@code copy} back, and to keep what they replace as a copy of its own.
     *
     * @param current what the store holds, and still has to hold then
     * @param before what {@code copy} has to hold
     */
    StoreChange undo(KeptCopy copy, Fingerprint current, Fingerprint before) throws IOException;
}
