package org.bcdkit.fat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.disk.Basis;
import org.bcdkit.disk.Extent;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/**
 * A folder in memory, whose entries are changed there. It knows which sectors have to be written for that, and which of them are not part of the
 * folder yet as the volume has it, so that they can be written before anything leads to them.
 */
final class FatFolder {

    /** The bytes that every disk writes as a whole or not at all. The entries of a name are kept within so many. */
    static final int ATOM = 512;

    private static final int ATOM_ENTRIES = ATOM / FatEntry.SIZE;

    private final String source;
    private final FatGeometry geometry;
    private final List<ClusterRun> chain;
    private byte[] bytes;
    private final BitSet changed = new BitSet();
    /** Sectors behind the end of the folder that have to be zeros before the end can move. */
    private final BitSet toClear = new BitSet();
    /** Deleted entries that stay until the one they belong to is deleted on the volume. */
    private final List<Integer> orphans = new ArrayList<>();
    /** How many of the bytes the volume knows to be of this folder. */
    private int known;
    private Optional<List<FolderEntry>> entries = Optional.empty();

    private FatFolder(String source, FatGeometry geometry, List<ClusterRun> chain, byte[] bytes, int known) {
        this.source = source;
        this.geometry = geometry;
        this.chain = chain;
        this.bytes = bytes;
        this.known = known;
    }

    /** The root folder of FAT12 and FAT16, which has its own place and size. */
    static FatFolder fixedRoot(Storage volume, FatGeometry geometry) throws IOException {
        byte[] bytes = volume.read(geometry.rootStart(), geometry.rootLength());
        return new FatFolder(volume.name(), geometry, List.of(), bytes, bytes.length);
    }

    /** The folder in the clusters of {@code chain}, which was checked. */
    static FatFolder read(Storage volume, FatGeometry geometry, List<ClusterRun> chain) throws IOException {
        byte[] bytes = new byte[0];
        for (ClusterRun run : chain) {
            byte[] part = volume.read(geometry.position(run.first()), run.count() * geometry.clusterSize());
            int length = bytes.length;
            bytes = Arrays.copyOf(bytes, length + part.length);
            System.arraycopy(part, 0, bytes, length, part.length);
        }
        return new FatFolder(volume.name(), geometry, new ArrayList<>(chain), bytes, bytes.length);
    }

    /** A new folder with the two entries that every one has but the root. */
    static FatFolder make(String source, FatGeometry geometry, int cluster, StructImage itself, StructImage around) {
        List<ClusterRun> chain = new ArrayList<>(List.of(new ClusterRun(cluster, 1)));
        FatFolder folder = new FatFolder(source, geometry, chain, new byte[geometry.clusterSize()], 0);
        folder.put(0, itself.toArray());
        folder.put(FatEntry.SIZE, around.toArray());
        folder.changed.set(0, folder.bytes.length / geometry.sectorSize());
        return folder;
    }

    /** In bytes. */
    int size() {
        return bytes.length;
    }

    /** Whether the volume does not have it yet. */
    boolean isNew() {
        return known == 0;
    }

    List<ClusterRun> chain() {
        return chain;
    }

    List<FolderEntry> entries() throws IOException {
        if (entries.isEmpty()) {
            // Of a copy: the bytes go on changing, and what was found must not. From then on the list is changed with them.
            entries = Optional.of(FolderEntry.all(source, bytes.clone()));
        }
        return entries.get();
    }

    Optional<FolderEntry> find(String name) throws IOException {
        for (FolderEntry entry : entries()) {
            if (entry.isCalled(name)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    Set<Bytes> shortNames() throws IOException {
        Set<Bytes> names = new HashSet<>();
        for (FolderEntry entry : entries()) {
            names.add(entry.entry().get(FatEntry.NAME));
        }
        return names;
    }

    /** Where so many entries that belong together can stand; -1 when the folder has to grow. */
    int place(int count) {
        int slots = bytes.length / FatEntry.SIZE;
        int end = end();
        int found = 0;
        for (int slot = 0; slot < slots; slot++) {
            boolean free = slot >= end || (bytes[slot * FatEntry.SIZE] & 0xff) == FatEntry.DELETED;
            // The longest names alone do not fit into what is written at once.
            boolean apart = slot % ATOM_ENTRIES == 0 && count <= ATOM_ENTRIES;
            found = !free ? 0 : apart ? 1 : found + 1;
            if (found == count) {
                return (slot - count + 1) * FatEntry.SIZE;
            }
        }
        return -1;
    }

    /** The first entry that was never in use, and from which on none is. */
    private int end() {
        int slot = 0;
        while (slot < bytes.length / FatEntry.SIZE && bytes[slot * FatEntry.SIZE] != FatEntry.END) {
            slot++;
        }
        return slot;
    }

    /** Adds a cluster of zeros. */
    void grow(int cluster) {
        ClusterRun.add(chain, cluster);
        int length = bytes.length;
        bytes = Arrays.copyOf(bytes, length + geometry.clusterSize());
        changed.set(length / geometry.sectorSize(), bytes.length / geometry.sectorSize());
    }

    /** Puts entries that belong together where {@link #place} said. */
    void add(int at, byte[] some) throws IOException {
        List<FolderEntry> all = entries();
        int end = end() * FatEntry.SIZE;
        if (at + some.length > end) {
            clearFrom(end);
            for (int gap = end; gap < at; gap += FatEntry.SIZE) {
                mark(gap);
            }
        }
        put(at, some);
        for (FolderEntry entry : FolderEntry.all(source, some)) {
            all.add(new FolderEntry(entry.name(), entry.shortName(), entry.entry(), at + entry.start(), at + entry.at()));
        }
    }

    /** Behind the end may be anything, which would be entries when the end moves. */
    private void clearFrom(int end) {
        for (int at = end; at < bytes.length; at++) {
            if (bytes[at] != 0) {
                int sector = at / geometry.sectorSize();
                (sector > end / geometry.sectorSize() && at < known ? toClear : changed).set(sector);
                bytes[at] = 0;
            }
        }
    }

    /** Replaces a directory entry by one of the same name. */
    void replace(FolderEntry old, StructImage entry) throws IOException {
        List<FolderEntry> all = entries();
        all.set(all.indexOf(old), new FolderEntry(old.name(), old.shortName(), entry, old.start(), old.at()));
        put(old.at(), entry.toArray());
    }

    /** Deletes an entry; the parts of its long name that are not written together with it go when {@link #deleteOrphans} says. */
    void delete(FolderEntry entry) throws IOException {
        entries().remove(entry);
        mark(entry.at());
        for (int at = entry.start(); at < entry.at(); at += FatEntry.SIZE) {
            if (at / ATOM == entry.at() / ATOM) {
                mark(at);
            } else {
                orphans.add(at);
            }
        }
    }

    void deleteOrphans() {
        for (int at : orphans) {
            mark(at);
        }
        orphans.clear();
    }

    private void mark(int at) {
        put(at, new byte[] {(byte) FatEntry.DELETED});
    }

    private void put(int at, byte[] some) {
        System.arraycopy(some, 0, bytes, at, some.length);
        changed.set(at / geometry.sectorSize(), (at + some.length - 1) / geometry.sectorSize() + 1);
    }

    /** What to write where nothing leads yet. */
    void takeNew(List<Extent> extents) {
        for (int sector = toClear.nextSetBit(0); sector >= 0; sector = toClear.nextSetBit(sector + 1)) {
            extents.add(new Extent(position(sector * geometry.sectorSize()), Bytes.of(new byte[geometry.sectorSize()])));
        }
        toClear.clear();
        take(known / geometry.sectorSize(), extents);
        known = bytes.length;
    }

    /** What to write where the volume has this folder. */
    void takeKnown(List<Extent> extents, Basis basis, Storage volume) throws IOException {
        for (int sector = changed.nextSetBit(0); sector >= 0; sector = changed.nextSetBit(sector + 1)) {
            long position = position(sector * geometry.sectorSize());
            if (!basis.has(position)) {
                basis.note(position, volume.read(position, geometry.sectorSize()));
            }
        }
        take(0, extents);
    }

    private void take(int first, List<Extent> extents) {
        for (int sector = changed.nextSetBit(first); sector >= 0; sector = changed.nextSetBit(sector + 1)) {
            int offset = sector * geometry.sectorSize();
            extents.add(new Extent(position(offset), Bytes.of(bytes, offset, geometry.sectorSize())));
        }
        changed.clear(first, Math.max(first, changed.length()));
    }

    private long position(int offset) {
        if (chain.isEmpty()) {
            return geometry.rootStart() + offset;
        }
        int index = offset / geometry.clusterSize();
        for (ClusterRun run : chain) {
            if (index < run.count()) {
                return geometry.position(run.first() + index) + offset % geometry.clusterSize();
            }
            index -= run.count();
        }
        throw new IllegalArgumentException("offset " + offset); // behind the folder
    }
}
