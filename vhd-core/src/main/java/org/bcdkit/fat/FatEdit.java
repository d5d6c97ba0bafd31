package org.bcdkit.fat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.disk.Basis;
import org.bcdkit.disk.Extent;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** Makes changes in memory, and of them a plan. */
final class FatEdit {

    private static final long MAX_FILE = 0xFFFFFFFFL;

    private final Storage volume;
    private final FatGeometry geometry;
    private final FatSurvey.Sound before;
    private final FreeClusters free;
    private final Clock clock;
    private final LocalDateTime now;
    private final Basis basis = new Basis();
    private final TableEdit table;
    /** The folders that were looked into, by their first clusters; 0 for the root. */
    private final Map<Integer, FatFolder> folders = new LinkedHashMap<>();
    /** The clusters of files that the plan makes, by their first ones. */
    private final Map<Integer, List<ClusterRun>> newChains = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    // Of the step that is being made.
    private final List<FileContent> contents = new ArrayList<>();
    private final List<int[]> links = new ArrayList<>();
    private final List<List<ClusterRun>> freed = new ArrayList<>();

    /** A folder in which something is to be changed, and its first cluster; 0 for the root. */
    private record Place(FatFolder folder, int first) {}

    FatEdit(Storage volume, FatGeometry geometry, FatSurvey.Sound before, Clock clock) {
        this.volume = volume;
        this.geometry = geometry;
        this.before = before;
        this.free = before.free().copy();
        this.clock = clock;
        this.now = local(clock.instant());
        this.table = new TableEdit(before.table(), geometry, basis);
    }

    private LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, clock.getZone());
    }

    FatPlan plan(List<FatStep> steps) throws IOException {
        List<FatPlan.Writes> writes = new ArrayList<>();
        for (FatStep step : steps) {
            for (FatChange change : step.changes()) {
                Optional<String> problem = make(change);
                if (problem.isPresent()) {
                    problems.add(problem.get());
                }
            }
            writes.add(endStep(step));
        }
        FatRoom room = new FatRoom(geometry.clusterSize(), free.mostTaken(), before.free().free());
        return new FatPlan(geometry, basis, room, before, writes, problems);
    }

    /** What the changes since the last step have to write. */
    private FatPlan.Writes endStep(FatStep step) throws IOException {
        boolean possible = problems.isEmpty() && free.suffice();
        List<Extent> prepared = new ArrayList<>();
        List<Extent> switched = new ArrayList<>();
        List<Extent> last = new ArrayList<>();
        if (possible) {
            take(prepared, true);
            for (int[] link : links) {
                table.set(link[0], link[1]);
            }
            take(switched, false);
            for (List<ClusterRun> chain : freed) {
                table.free(chain);
            }
            for (FatFolder folder : folders.values()) {
                folder.deleteOrphans();
            }
            take(last, false);
        }
        free.release();
        FatPlan.Writes writes = new FatPlan.Writes(step, List.copyOf(contents), prepared, switched, last, free.counted(), free.next());
        contents.clear();
        links.clear();
        freed.clear();
        return writes;
    }

    private void take(List<Extent> extents, boolean isNew) throws IOException {
        extents.addAll(table.take());
        for (FatFolder folder : folders.values()) {
            if (isNew) {
                folder.takeNew(extents);
            } else {
                folder.takeKnown(extents, basis, volume);
            }
        }
    }

    private Optional<String> make(FatChange change) throws IOException {
        FilePath path = change.path();
        return switch (change.kind()) {
            case FOLDER -> makeFolder(path);
            case FILE -> write((FatChange.WriteFile) change);
            case CONTENT -> replace((FatChange.ReplaceContent) change);
            case DELETION -> delete(path);
            case ATTRIBUTES -> setAttributes((FatChange.SetAttributes) change);
        };
    }

    private Optional<String> makeFolder(FilePath path) throws IOException {
        Place at = root();
        for (int i = 0; i < path.names().size(); i++) {
            String name = path.names().get(i);
            FilePath there = new FilePath(path.names().subList(0, i + 1));
            Optional<FolderEntry> entry = at.folder.find(name);
            if (entry.isPresent() && !entry.get().isFolder()) {
                return Optional.of(there + " is a file, so there can be no folder of that name");
            }
            if (entry.isEmpty()) {
                Optional<String> problem = addFolder(at, name, there);
                if (problem.isPresent()) {
                    return problem;
                }
                entry = at.folder.find(name);
            }
            at = place(entry.orElseThrow().cluster(geometry.isFat32()));
        }
        return Optional.empty();
    }

    private Optional<String> addFolder(Place around, String name, FilePath path) throws IOException {
        Optional<String> problem = problem(name, path);
        if (problem.isPresent()) {
            return problem;
        }
        NewName stored = NewName.of(name, around.folder.shortNames());
        problem = makeRoom(around.folder, stored.entries(), path);
        if (problem.isPresent()) {
            return problem;
        }
        int cluster = free.takeForFolder();
        table.set(cluster, FatTable.end(geometry.kind()));
        StructImage entry = entry(stored.shortName(), FatEntry.FOLDER, cluster);
        StructImage itself = entry(NewName.ITSELF, FatEntry.FOLDER, cluster);
        folders.put(cluster, FatFolder.make(volume.name(), geometry, cluster, itself, entry(NewName.AROUND, FatEntry.FOLDER, around.first)));
        add(around.folder, stored, entry);
        return Optional.empty();
    }

    private StructImage entry(Bytes shortName, int attributes, int cluster) {
        StructImage entry = FatEntry.LAYOUT.blank().with(FatEntry.NAME, shortName).with(FatEntry.ATTRIBUTES, (long) attributes);
        return FatEntry.withCluster(FatEntry.withAccessed(FatEntry.withModified(FatEntry.withCreated(entry, now), now), now), cluster);
    }

    private Optional<String> write(FatChange.WriteFile file) throws IOException {
        FilePath path = file.path();
        if (path.names().isEmpty()) {
            return Optional.of("/ is a folder, so there can be no file of that name");
        }
        String name = path.names().get(path.names().size() - 1);
        FilePath around = new FilePath(path.names().subList(0, path.names().size() - 1));
        Optional<String> problem = problem(name, path);
        if (problem.isPresent()) {
            return problem;
        }
        problem = tooLong(path, file.content());
        if (problem.isPresent()) {
            return problem;
        }
        problem = makeFolder(around);
        if (problem.isPresent()) {
            return problem;
        }
        FatFolder folder = find(around).orElseThrow().folder;
        Optional<FolderEntry> old = folder.find(name);
        if (old.isPresent() && old.get().isFolder()) {
            return Optional.of(path + " is a folder, so there can be no file of that name");
        }
        if (old.isPresent()) {
            folder.replace(old.get(), with(old.get().entry(), file));
            free(old.get());
            return Optional.empty();
        }
        NewName stored = NewName.of(name, folder.shortNames());
        problem = makeRoom(folder, stored.entries(), path);
        if (problem.isEmpty()) {
            add(folder, stored, with(entry(stored.shortName(), 0, 0), file));
        }
        return problem;
    }

    private Optional<String> replace(FatChange.ReplaceContent file) throws IOException {
        FilePath path = file.path();
        Optional<FolderEntry> old = findEntry(path);
        if (old.isEmpty() || old.get().isFolder()) {
            return Optional.of(old.isEmpty() ? "there is no " + path : path + " is a folder, and no file that could get another content");
        }
        if (FatAttribute.READ_ONLY.isIn(old.get().entry().get(FatEntry.ATTRIBUTES))) {
            return Optional.of(path + " is read-only: it has the DOS attribute");
        }
        Optional<String> problem = tooLong(path, file.content());
        if (problem.isEmpty()) {
            around(path).folder.replace(old.get(), with(old.get().entry(), file.content(), file.modified()));
            free(old.get());
        }
        return problem;
    }

    private static Optional<String> tooLong(FilePath path, Storage content) {
        long length = content.size();
        return length > MAX_FILE ? Optional.of(path + " would have " + length + " bytes, expected " + MAX_FILE + " at most on FAT") : Optional.empty();
    }

    /** Takes clusters for the content of a file; the first of them, or 0 when it is empty. */
    private int take(Storage content) throws IOException {
        long length = content.size();
        if (length == 0) {
            return 0;
        }
        List<ClusterRun> chain = free.take((int) ((length + geometry.clusterSize() - 1) / geometry.clusterSize()));
        table.chain(chain);
        contents.add(new FileContent(content, length, chain));
        newChains.put(chain.get(0).first(), chain);
        return chain.get(0).first();
    }

    private StructImage with(StructImage entry, FatChange.WriteFile file) throws IOException {
        return with(entry, file.content(), file.modified()).with(FatEntry.ATTRIBUTES, FatAttribute.in(FatEntry.ARCHIVE, file.attributes()));
    }

    /** The entry with clusters that are to get the content. */
    private StructImage with(StructImage entry, Storage content, Instant modified) throws IOException {
        StructImage written = FatEntry.withCluster(FatEntry.withModified(FatEntry.withAccessed(entry, now), local(modified)), take(content));
        return written.with(FatEntry.LENGTH, content.size()).with(FatEntry.ATTRIBUTES, entry.get(FatEntry.ATTRIBUTES) | FatEntry.ARCHIVE);
    }

    private Optional<String> delete(FilePath path) throws IOException {
        Optional<FolderEntry> entry = findEntry(path);
        if (path.names().isEmpty() || entry.isEmpty()) {
            return path.names().isEmpty() ? Optional.of("the root folder cannot be deleted") : Optional.empty();
        }
        if (entry.get().isFolder() && !place(entry.get().cluster(geometry.isFat32())).folder.entries().isEmpty()) {
            return Optional.of(path + " cannot be deleted, because there is something in it");
        }
        around(path).folder.delete(entry.get());
        free(entry.get());
        return Optional.empty();
    }

    private Optional<String> setAttributes(FatChange.SetAttributes change) throws IOException {
        Optional<FolderEntry> entry = findEntry(change.path());
        if (entry.isEmpty()) {
            return Optional.of("there is no " + change.path());
        }
        StructImage old = entry.get().entry();
        StructImage set = old.with(FatEntry.ATTRIBUTES, FatAttribute.in(old.get(FatEntry.ATTRIBUTES), change.attributes()));
        if (!set.equals(old)) {
            around(change.path()).folder.replace(entry.get(), set);
        }
        return Optional.empty();
    }

    /** The clusters of a file or folder become free with the step. */
    private void free(FolderEntry entry) throws IOException {
        int first = entry.cluster(geometry.isFat32());
        if (first == 0) {
            return;
        }
        FatFolder folder = folders.remove(first);
        List<ClusterRun> made = newChains.remove(first);
        List<ClusterRun> chain = folder != null ? folder.chain() : made != null ? made : chain(first);
        freed.add(chain);
        free.giveBack(chain);
    }

    private void add(FatFolder folder, NewName name, StructImage entry) throws IOException {
        byte[] bytes = new byte[name.entries() * FatEntry.SIZE];
        if (name.longName().isPresent()) {
            LongName.put(bytes, 0, name.longName().get(), name.shortName());
        }
        byte[] last = entry.with(FatEntry.CASE, (long) name.caseFlags()).toArray();
        System.arraycopy(last, 0, bytes, bytes.length - FatEntry.SIZE, FatEntry.SIZE);
        folder.add(folder.place(name.entries()), bytes);
    }

    /** Lets a folder grow until so many entries have a place in it. */
    private Optional<String> makeRoom(FatFolder folder, int entries, FilePath path) throws IOException {
        while (folder.place(entries) < 0) {
            if (folder.chain().isEmpty()) {
                int most = geometry.rootLength() / FatEntry.SIZE;
                return Optional.of(path + " has no place in the root folder, which has " + most + " entries and cannot grow");
            }
            if (folder.size() + geometry.clusterSize() > FatEntry.MAX_FOLDER) {
                int most = FatEntry.MAX_FOLDER / FatEntry.SIZE;
                return Optional.of(path + " has no place in its folder, which cannot have more than " + most + " entries");
            }
            int last = folder.chain().get(folder.chain().size() - 1).last();
            if (TableEdit.isAcrossSectors(geometry, last)) {
                return Optional.of(
                        path + " has no place in its folder, which cannot grow safely: the end of its chain lies in two sectors of the FAT");
            }
            int cluster = free.takeForFolder();
            table.set(cluster, FatTable.end(geometry.kind()));
            if (folder.isNew()) {
                table.set(last, cluster);
            } else {
                links.add(new int[] {last, cluster});
            }
            folder.grow(cluster);
        }
        return Optional.empty();
    }

    private static Optional<String> problem(String name, FilePath path) {
        Optional<String> problem = NewName.problem(name);
        return problem.isPresent() ? Optional.of(path + " cannot be made: the name " + problem.get()) : problem;
    }

    private Place around(FilePath path) throws IOException {
        return find(new FilePath(path.names().subList(0, path.names().size() - 1))).orElseThrow();
    }

    private Optional<FolderEntry> findEntry(FilePath path) throws IOException {
        if (path.names().isEmpty()) {
            return Optional.empty();
        }
        Optional<Place> around = find(new FilePath(path.names().subList(0, path.names().size() - 1)));
        return around.isEmpty() ? Optional.empty() : around.get().folder.find(path.names().get(path.names().size() - 1));
    }

    /** The folder at {@code path}; empty when there is none. */
    private Optional<Place> find(FilePath path) throws IOException {
        Place at = root();
        for (String name : path.names()) {
            Optional<FolderEntry> entry = at.folder.find(name);
            if (entry.isEmpty() || !entry.get().isFolder()) {
                return Optional.empty();
            }
            at = place(entry.get().cluster(geometry.isFat32()));
        }
        return Optional.of(at);
    }

    private Place root() throws IOException {
        if (!folders.containsKey(0)) {
            boolean fixed = !geometry.isFat32();
            folders.put(0, fixed ? FatFolder.fixedRoot(volume, geometry) : FatFolder.read(volume, geometry, chain(geometry.rootCluster())));
        }
        return new Place(folders.get(0), 0);
    }

    private Place place(int first) throws IOException {
        if (!folders.containsKey(first)) {
            folders.put(first, FatFolder.read(volume, geometry, chain(first)));
        }
        return new Place(folders.get(first), first);
    }

    /** A chain that is on the volume, and was found to be whole. */
    private List<ClusterRun> chain(int first) throws IOException {
        FatTable stored = before.table();
        List<ClusterRun> chain = new ArrayList<>();
        int cluster = first;
        while (!stored.isEnd(cluster)) {
            ClusterRun.add(chain, cluster);
            cluster = stored.entry(cluster);
        }
        return chain;
    }
}
