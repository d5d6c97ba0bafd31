package org.bcdkit.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.device.PartitionId;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.LocalFolder;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.HostException;

/** A system partition that is mounted at a folder, or a folder that stands for one. */
public final class FolderVolume implements SystemVolume {

    /** No boot file has a tenth of it, and each is taken into memory once. */
    private static final long LARGEST = 256 << 20;

    private final Path root;
    private final LocalFolder files;
    private final Optional<PartitionId> partition;

    private FolderVolume(Path root, LocalFolder files, Optional<PartitionId> partition) {
        this.root = root;
        this.files = files;
        this.partition = partition;
    }

    /**
     * The volume at {@code root}.
     *
     * @param partition that is mounted there; absent when that is not known, or none is
     */
    public static FolderVolume open(Path root, Optional<PartitionId> partition) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new HostException(root + " is no folder", "Mount the system partition, and name the folder where it is.");
        }
        return new FolderVolume(root, LocalFolder.open(root), partition);
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public String name(FilePath path) {
        try {
            return files.place(path).toString();
        } catch (IOException e) {
            return root.resolve(String.join("/", path.names())).toString();
        }
    }

    @Override
    public LocalFolder files() {
        return files;
    }

    @Override
    public Optional<PartitionId> partition() {
        return partition;
    }

    @Override
    public PreparedSteps prepare(List<VolumeStep> steps) throws IOException {
        List<String> problems = new ArrayList<>();
        long needed = 0;
        long most = 0;
        long cluster = files.clusterSize();
        for (VolumeStep step : steps) {
            for (VolumeChange change : step.changes()) {
                Optional<FileEntry> there = change.path().find(files);
                long old = there.isPresent() && there.get().kind() == FileEntry.Kind.FILE ? rounded(there.get().size(), cluster) : 0;
                if (change instanceof VolumeChange.WriteFile write) {
                    needed += rounded(write.content().size(), cluster);
                    most = Math.max(most, needed);
                    needed -= old;
                    addProblems(write, there, problems);
                } else if (change instanceof VolumeChange.DeleteFile) {
                    needed -= old;
                }
            }
        }
        return new Prepared(steps, new VolumeRoom(most, files.free()), problems);
    }

    private static long rounded(long size, long cluster) {
        return (size + cluster - 1) / cluster * cluster;
    }

    private void addProblems(VolumeChange.WriteFile write, Optional<FileEntry> there, List<String> problems) throws IOException {
        if (write.content().size() > LARGEST) {
            problems.add(name(write.path()) + " would have " + write.content().size() + " bytes, and no boot file is that large");
        } else if (there.isPresent() && there.get().kind() != FileEntry.Kind.FILE) {
            problems.add(name(write.path()) + " is a " + there.get().kind().word() + ", and a file of that name is needed");
        } else {
            List<FileEntry> way = write.path().follow(files);
            FileEntry last = way.get(way.size() - 1);
            if (way.size() <= write.path().names().size() && last.kind() != FileEntry.Kind.DIRECTORY) {
                problems.add(files.path(last) + " is a " + last.kind().word() + ", and a folder of that name is needed");
            }
        }
    }

    private final class Prepared implements PreparedSteps {
        private final List<VolumeStep> steps;
        private final VolumeRoom room;
        private final List<String> problems;

        Prepared(List<VolumeStep> steps, VolumeRoom room, List<String> problems) {
            this.steps = List.copyOf(steps);
            this.room = room;
            this.problems = List.copyOf(problems);
        }

        @Override
        public VolumeRoom room() {
            return room;
        }

        @Override
        public List<String> problems() {
            return problems;
        }

        @Override
        public void apply(Progress progress) throws IOException {
            for (VolumeStep step : steps) {
                for (VolumeChange change : step.changes()) {
                    make(change);
                    progress.begun(step);
                }
                progress.done(step);
            }
        }
    }

    private void make(VolumeChange change) throws IOException {
        Path place = files.place(change.path());
        if (change instanceof VolumeChange.MakeFolder) {
            Files.createDirectories(place);
        } else if (change instanceof VolumeChange.DeleteFile) {
            setMarks(place, Set.of());
            Files.deleteIfExists(place);
        } else if (change instanceof VolumeChange.WriteFile write) {
            write(place, write);
        }
    }

    private void write(Path place, VolumeChange.WriteFile write) throws IOException {
        Bytes content = write.content().bytes(0, (int) write.content().size());
        if (write.replaced().isPresent()) {
            if (!write.marks().isEmpty()) {
                setMarks(place, Set.of());
            }
            FileReplacement.of(place, write.replaced().get(), content).apply();
        } else {
            Files.createDirectories(place.getParent());
            FileReplacement.create(place, content);
        }
        setModified(place, write.modified());
        setMarks(place, write.marks());
    }

    /** The file is in its place, and its time is a courtesy. */
    private static void setModified(Path place, Instant modified) {
        try {
            Files.setLastModifiedTime(place, FileTime.from(modified));
        } catch (IOException e) {
            // It has that of now.
        }
    }

    /** On Windows: elsewhere Java notes marks beside the file system's own, where neither Windows nor a boot manager sees them. */
    private static void setMarks(Path place, Set<FileMark> marks) throws IOException {
        Set<String> views = place.getFileSystem().supportedFileAttributeViews();
        if (!Files.exists(place) || !views.contains("dos") || views.contains("posix")) {
            return;
        }
        DosFileAttributeView view = Files.getFileAttributeView(place, DosFileAttributeView.class);
        view.setHidden(marks.contains(FileMark.HIDDEN));
        view.setSystem(marks.contains(FileMark.SYSTEM));
        view.setReadOnly(marks.contains(FileMark.READ_ONLY));
    }

    @Override
    public void close() {}
}
