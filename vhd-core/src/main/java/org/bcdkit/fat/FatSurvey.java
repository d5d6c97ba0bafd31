package org.bcdkit.fat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * Goes through all of a volume before it is written to: to write into one that contradicts itself would lose what can still be read. Clusters that
 * are in use and belong to nothing are no damage; they stay as they are. Neither is a volume damaged that was not closed when the machine stopped, as
 * long as each copy of its FAT leads to everything on it as it should: an order of writes such as that of a {@link FatPlan} leaves no more behind than
 * copies that differ in what nothing leads to, or in how long a folder is, and making those the same leaves one that is no FAT at its start.
 */
final class FatSurvey {

    private static final int PIECE = 1 << 16;
    private static final String REPAIR = ". Repair the volume with fsck.fat or chkdsk first";

    private final Storage volume;
    private final FatGeometry geometry;
    private final FatTable table;
    private final BitSet used = new BitSet();
    private final BitSet reached = new BitSet();
    private final Deque<Folder> toDo = new ArrayDeque<>();

    /** @param chain empty for a root folder with a place of its own */
    private record Folder(List<ClusterRun> chain, String path) {}

    /**
     * What was found on a volume that is sound.
     *
     * @param isUnclosed whether it says that it is in use, or was not closed
     * @param lost clusters that are in use and belong to nothing
     * @param unequal where copies of the FAT are not the same as the one in use
     * @param table the one in use
     */
    record Sound(FreeClusters free, boolean isUnclosed, int lost, UnequalTables unequal, FatTable table) {}

    private FatSurvey(Storage volume, FatGeometry geometry, int table) {
        this.volume = volume;
        this.geometry = geometry;
        this.table = new FatTable(volume, geometry, table);
    }

    /** @throws MalformedException when the volume is damaged */
    static Sound of(Storage volume, FatGeometry geometry) throws IOException {
        FatSurvey survey = new FatSurvey(volume, geometry, geometry.activeFat());
        survey.checkEnd();
        boolean isUnclosed = DirtyFlag.isSet(volume, geometry);
        if (!isUnclosed) {
            survey.compareTables();
        }
        UnequalTables unequal = isUnclosed ? UnequalTables.find(volume, geometry) : UnequalTables.NONE;
        survey.survey();
        for (int copy : unequal.copies()) {
            if (!UnequalTables.isBeingMended(volume, geometry, copy)) {
                new FatSurvey(volume, geometry, copy).survey();
            }
        }
        BitSet lost = survey.lost();
        return new Sound(new FreeClusters(geometry, survey.used, survey.behind(lost)), isUnclosed, lost.cardinality(), unequal, survey.table);
    }

    private void survey() throws IOException {
        findUsed();
        walk();
    }

    /** Clusters that are in use and that nothing leads to, apart from those that are marked as bad. */
    private BitSet lost() throws IOException {
        BitSet lost = (BitSet) used.clone();
        lost.andNot(reached);
        for (int cluster = lost.nextSetBit(0); cluster >= 0; cluster = lost.nextSetBit(cluster + 1)) {
            if (table.isBad(table.entry(cluster))) {
                lost.clear(cluster);
            }
        }
        return lost;
    }

    /** Free clusters that a lost one leads to: what is put there would seem to belong to both. */
    private BitSet behind(BitSet lost) throws IOException {
        BitSet behind = new BitSet();
        for (int cluster = lost.nextSetBit(0); cluster >= 0; cluster = lost.nextSetBit(cluster + 1)) {
            int next = table.entry(cluster);
            if (geometry.isCluster(next) && !used.get(next)) {
                behind.set(next);
            }
        }
        return behind;
    }

    private void checkEnd() throws MalformedException {
        if (geometry.end() > volume.size()) {
            throw new MalformedException(volume.name(), FatBootSector.LAYOUT.name(), FatBootSector.SECTORS_32.offset(), "the last cluster ends at 0x"
                    + Long.toHexString(geometry.end()) + ", but the volume ends at 0x" + Long.toHexString(volume.size()));
        }
    }

    /** All copies have to be the same from the first cluster to the last. */
    private void compareTables() throws IOException {
        int bits = FatTable.bits(geometry.kind());
        long start = (long) FatGeometry.FIRST_CLUSTER * bits / Byte.SIZE;
        long end = ((long) (geometry.lastCluster() + 1) * bits + Byte.SIZE - 1) / Byte.SIZE;
        for (int copy = 1; geometry.mirrored() && copy < geometry.fats(); copy++) {
            FatTable other = new FatTable(volume, geometry, copy);
            for (long at = start; at < end; ) {
                byte[] one = table.read(at, (int) Math.min(PIECE, end - at));
                int different = Arrays.mismatch(one, other.read(at, one.length));
                if (different >= 0) {
                    throw new MalformedException(volume.name(), "FAT " + copy, other.position() + at + different,
                            "it is not the same as FAT 0, expected equal copies" + REPAIR);
                }
                at += one.length;
            }
        }
    }

    private void findUsed() throws IOException {
        for (int cluster = FatGeometry.FIRST_CLUSTER; cluster <= geometry.lastCluster(); cluster++) {
            if (table.entry(cluster) != 0) {
                used.set(cluster);
            }
        }
    }

    private void walk() throws IOException {
        toDo.add(new Folder(geometry.isFat32() ? folder(geometry.rootCluster(), "/") : List.of(), ""));
        while (!toDo.isEmpty()) {
            Folder next = toDo.remove();
            FatFolder folder = next.chain.isEmpty() ? FatFolder.fixedRoot(volume, geometry) : FatFolder.read(volume, geometry, next.chain);
            for (FolderEntry entry : folder.entries()) {
                visit(entry, next.path + "/" + entry.name());
            }
        }
    }

    private void visit(FolderEntry entry, String path) throws IOException {
        int first = entry.cluster(geometry.isFat32());
        if (entry.isFolder()) {
            toDo.add(new Folder(folder(first, path), path));
            return;
        }
        if (first == 0 && entry.length() == 0) {
            return;
        }
        long held = 0;
        for (ClusterRun run : chain(first, path)) {
            held += (long) run.count() * geometry.clusterSize();
        }
        if (entry.length() > held) {
            throw malformed(first, "\"" + path + "\" is said to have " + entry.length() + " bytes, but its clusters hold " + held);
        }
    }

    private List<ClusterRun> folder(int first, String path) throws IOException {
        List<ClusterRun> chain = chain(first, path);
        long clusters = 0;
        for (ClusterRun run : chain) {
            clusters += run.count();
        }
        if (clusters * geometry.clusterSize() > FatEntry.MAX_FOLDER) {
            throw malformed(first, "the folder \"" + path + "\" has " + clusters * geometry.clusterSize() + " bytes, expected " + FatEntry.MAX_FOLDER
                    + " at most");
        }
        return chain;
    }

    /** Follows a chain, none of whose clusters belongs to anything that was seen before. */
    private List<ClusterRun> chain(int first, String path) throws IOException {
        List<ClusterRun> chain = new ArrayList<>();
        int cluster = first;
        while (true) {
            if (!geometry.isCluster(cluster) || !used.get(cluster)) {
                String what = geometry.isCluster(cluster) ? "which is free" : "expected one from 2 to " + geometry.lastCluster();
                throw malformed(cluster, "the chain of \"" + path + "\" leads to cluster " + cluster + ", " + what);
            }
            if (reached.get(cluster)) {
                throw malformed(cluster, "the chain of \"" + path + "\" leads to cluster " + cluster
                        + ", which belongs to something else as well, or comes twice in it");
            }
            reached.set(cluster);
            ClusterRun.add(chain, cluster);
            int next = table.entry(cluster);
            if (table.isEnd(next)) {
                return chain;
            }
            cluster = next;
        }
    }

    private MalformedException malformed(int cluster, String problem) {
        long position = geometry.isCluster(cluster) ? table.position(cluster) : geometry.fatStart();
        return new MalformedException(volume.name(), "FAT " + table.number(), position, problem + REPAIR);
    }
}
