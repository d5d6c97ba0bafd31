package org.bcdkit.install;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.fat.FatAttribute;
import org.bcdkit.fat.FatChange;
import org.bcdkit.fat.FatFormat;
import org.bcdkit.fat.FatFormatter;
import org.bcdkit.fat.FatPlan;
import org.bcdkit.fat.FatStep;
import org.bcdkit.fat.FatVolume;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.FileSystems;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionAddition;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * A FAT system partition in a disk or image that nobody has mounted: one that is there, or one that is to be made. A new one is made in memory first,
 * and gets its entry in the partition table when everything is in it.
 */
public final class DiskVolume implements SystemVolume {

    private static final String LABEL = "SYSTEM";

    private final DiskImages images;
    private final Path file;
    private final String name;
    private final Partition partition;
    private final Storage contents;
    private final FileSystem files;
    private final Optional<NewVolume> made;
    private final Clock clock;
    private Optional<FatVolume> sound = Optional.empty();

    private DiskVolume(
            DiskImages images, Path file, String name, Partition partition, Storage contents, Optional<NewVolume> made, Clock clock) throws IOException {
        this.images = images;
        this.file = file;
        this.name = name;
        this.partition = partition;
        this.contents = contents;
        this.files = FileSystems.open(contents);
        this.made = made;
        this.clock = clock;
    }

    /** What it takes to make the volume. */
    private record NewVolume(PartitionAddition addition, FatFormat format, int serial) {

        void format(WritableStorage volume, Partition partition, Clock clock) throws IOException {
            FatFormatter.format(volume, format, Optional.of(LABEL), serial, partition.start(), clock);
        }
    }

    /**
     * The volume of a partition that is there.
     *
     * @param file image that holds the disk, and is opened for writing when something is written
     * @param disk the same sectors, for reading
     * @param clock for the times of files
     */
    public static DiskVolume open(DiskImages images, Path file, Storage disk, Partition partition, Clock clock) throws IOException {
        String name = file + ":" + partition.number();
        Storage contents = disk.slice(name, partition.start(), partition.length());
        return new DiskVolume(images, file, name, partition, contents, Optional.empty(), clock);
    }

    /**
     * The volume of a partition that is to be made.
     *
     * @param addition one that is possible
     * @param serial volume serial number
     */
    public static DiskVolume create(
            DiskImages images, Path file, Storage disk, PartitionAddition addition, FatFormat format, int serial, Clock clock) throws IOException {
        // What is made in memory and what is written have to be the same.
        Clock now = Clock.fixed(clock.instant(), clock.getZone());
        Partition partition = addition.partition().orElseThrow();
        String name = file + ":" + partition.number();
        NewVolume made = new NewVolume(addition, format, serial);
        Overlay inMemory = new Overlay(disk.slice(name, partition.start(), partition.length()));
        made.format(inMemory, partition, now);
        return new DiskVolume(images, file, name, partition, inMemory, Optional.of(made), now);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String name(FilePath path) {
        return name + "/" + path;
    }

    @Override
    public FileSystem files() {
        return files;
    }

    @Override
    public Optional<PartitionId> partition() {
        return Optional.of(partition.id());
    }

    @Override
    public List<Change> preparation() {
        if (made.isEmpty()) {
            return List.of();
        }
        String size = ByteSize.format(partition.length());
        String type = partition.type().name().orElse(partition.type().text());
        return List.of(new Change(
                Action.ADD, name, Optional.empty(), Optional.of("a partition of " + size + " at " + partition.start() + ", " + type + ", formatted as FAT")));
    }

    /** The volume, looked through once. */
    private FatVolume sound() throws IOException {
        if (sound.isEmpty()) {
            sound = Optional.of(FatVolume.read(contents));
        }
        return sound.get();
    }

    @Override
    public boolean isUnclosed() throws IOException {
        return sound().isUnclosed();
    }

    @Override
    public List<Finding> findings() throws IOException {
        return sound().unclosed(name, InstallRule.UNCLOSED);
    }

    @Override
    public PreparedSteps prepare(List<VolumeStep> steps) throws IOException {
        List<FatStep> fatSteps = new ArrayList<>();
        for (VolumeStep step : steps) {
            List<FatChange> changes = new ArrayList<>();
            for (VolumeChange change : step.changes()) {
                changes.add(fatChange(change));
            }
            fatSteps.add(new FatStep(step.title(), changes));
        }
        return new Prepared(steps, sound().plan(fatSteps, clock));
    }

    private static FatChange fatChange(VolumeChange change) {
        if (change instanceof VolumeChange.WriteFile write) {
            Set<FatAttribute> attributes = new HashSet<>();
            for (FileMark mark : write.marks()) {
                attributes.add(switch (mark) {
                    case READ_ONLY -> FatAttribute.READ_ONLY;
                    case HIDDEN -> FatAttribute.HIDDEN;
                    case SYSTEM -> FatAttribute.SYSTEM;
                });
            }
            return new FatChange.WriteFile(write.path(), write.content(), write.modified(), attributes);
        }
        return change instanceof VolumeChange.MakeFolder ? new FatChange.MakeFolder(change.path()) : new FatChange.Delete(change.path());
    }

    private final class Prepared implements PreparedSteps {
        private final List<VolumeStep> steps;
        private final FatPlan plan;

        Prepared(List<VolumeStep> steps, FatPlan plan) {
            this.steps = List.copyOf(steps);
            this.plan = plan;
        }

        @Override
        public VolumeRoom room() {
            return new VolumeRoom(plan.room().neededBytes(), plan.room().freeBytes());
        }

        @Override
        public List<String> problems() {
            List<String> named = new ArrayList<>();
            for (String problem : plan.problems()) {
                named.add(name + ": " + problem);
            }
            return named;
        }

        @Override
        public void apply(Progress progress) throws IOException {
            try (WritableDisk disk = images.openForWriting(file)) {
                WritableStorage volume = disk.contents().writableSlice(name, partition.start(), partition.length());
                if (made.isPresent()) {
                    made.get().addition().check(disk.contents()); // somebody may have put a partition there since
                    made.get().format(volume, partition, clock);
                }
                Iterator<VolumeStep> begun = steps.iterator();
                Iterator<VolumeStep> done = steps.iterator();
                plan.apply(volume, new FatPlan.Progress() {
                    @Override
                    public void begun(FatStep step) {
                        progress.begun(begun.next());
                    }

                    @Override
                    public void done(FatStep step) {
                        progress.done(done.next());
                    }
                });
                if (made.isPresent()) {
                    add(made.get().addition(), disk);
                }
            }
        }

        private static void add(PartitionAddition addition, WritableDisk disk) throws IOException {
            try {
                addition.apply(disk.contents());
            } catch (IOException e) {
                throw new IOException("its entry was not written to the partition table, or not all of it: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }
}
