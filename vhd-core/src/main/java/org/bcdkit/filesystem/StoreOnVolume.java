package org.bcdkit.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreChange;
import org.bcdkit.edit.StoreContent;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StoreRule;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.fat.FatPlan;
import org.bcdkit.hive.HiveState;
import org.bcdkit.partition.Partition;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * A boot store on a volume inside an image or a disk that nobody has mounted. It is read on any file system that can be read, and changed on FAT, the
 * file system of EFI system partitions. The image is open only while something is read or written.
 */
public final class StoreOnVolume implements StoreLocation {

    /** Knows what this machine does with disks and images. */
    public interface Uses {

        /**
         * What stands against writing to a partition of an image: sentences without their full stops. None as well when nobody can tell.
         *
         * @param start of the partition, in bytes
         */
        List<String> against(Path image, long start) throws IOException;
    }

    private final DiskImages images;
    private final Uses uses;
    private final Path image;
    private final int number;
    private final Optional<Partition> partition;
    private final FilePath path;
    private final Clock clock;

    /**
     * @param uses asked before something is written
     * @param number of the partition; 0 for a disk that has none
     * @param partition the same; absent for a disk that has none
     * @param path of the store on the volume; not its root
     * @param clock for time stamps in the store and in the names of copies
     */
    public StoreOnVolume(DiskImages images, Uses uses, Path image, int number, Optional<Partition> partition, FilePath path, Clock clock) {
        this.images = images;
        this.uses = uses;
        this.image = image;
        this.number = number;
        this.partition = partition;
        this.path = path;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name(path);
    }

    @Override
    public String name(KeptCopy copy) {
        return name(path.parent().resolve(copy.file()));
    }

    private String name(FilePath file) {
        return VolumeFile.name(volumeName(), file);
    }

    private String volumeName() {
        return image + ":" + number;
    }

    @Override
    public Optional<String> unmountedVolume() {
        return Optional.of(volumeName());
    }

    @Override
    public Bytes content() throws IOException {
        try (VirtualDisk disk = images.openAny(image)) {
            return find(disk).content();
        }
    }

    @Override
    public StoreSnapshot read() throws IOException {
        try (VirtualDisk disk = images.openAny(image)) {
            StoredStore store = find(disk);
            return store.read(store.content());
        }
    }

    @Override
    public StoreSnapshot read(Bytes content) throws IOException {
        try (VirtualDisk disk = images.openAny(image)) {
            return find(disk).read(content);
        }
    }

    @Override
    public StoreSnapshot read(KeptCopy copy) throws IOException {
        try (VirtualDisk disk = images.openAny(image)) {
            StoredStore found = find(disk).copy(copy, name(copy));
            return found.read(found.content());
        }
    }

    @Override
    public List<KeptCopy> copies() throws IOException {
        try (VirtualDisk disk = images.openAny(image)) {
            return find(disk).copies();
        }
    }

    private StoredStore find(VirtualDisk disk) throws IOException {
        return StoredStore.find(name(), volume(disk).open(), path);
    }

    private Volume volume(VirtualDisk disk) throws IOException {
        Storage contents = disk.contents();
        return new Volume(number, partition, contents.slice(volumeName(), start(), length(contents)));
    }

    @Override
    public StoreChange change(StorePlan plan) throws IOException {
        if (plan.isRefused() || plan.changesNothing()) {
            throw new IllegalStateException("there is nothing to change by: " + plan.intent());
        }
        return prepared(plan.before().content(), StoreContent.of(plan, clock), Optional.empty());
    }

    @Override
    public StoreChange repair(StoreSnapshot snapshot) throws IOException {
        if (snapshot.hive().info().state() != HiveState.RECOVERED) {
            throw new IllegalStateException("only a store that its logs completed can be repaired");
        }
        return prepared(snapshot.content(), StoreContent.of(snapshot, clock), Optional.empty());
    }

    @Override
    public StoreChange undo(KeptCopy copy, Fingerprint current, Fingerprint before) throws IOException {
        Bytes content;
        try (VirtualDisk disk = images.openAny(image)) {
            content = find(disk).copy(copy, name(copy)).content();
        }
        if (!Fingerprint.of(content).equals(before)) {
            throw StalePlanException.changed(name(copy));
        }
        return prepared(current, content, Optional.of(copy));
    }

    private StoreChange prepared(Fingerprint expected, Bytes next, Optional<KeptCopy> back) throws IOException {
        StoreReplacement replacement = new StoreReplacement(name(), path, expected, next, back, clock);
        List<Finding> findings = judge(replacement);
        return new StoreChange() {
            @Override
            public List<Finding> findings() {
                return findings;
            }

            @Override
            public String apply() throws IOException {
                if (Finding.refuse(findings)) {
                    throw new IllegalStateException("a change was made that something stands against: " + findings);
                }
                return write(replacement);
            }
        };
    }

    private String write(StoreReplacement replacement) throws IOException {
        return name(replacement.apply(new StoreReplacement.Place() {
            @Override
            public WritableDisk open() throws IOException {
                return images.openForWriting(image);
            }

            @Override
            public WritableStorage volume(WritableDisk disk) throws IOException {
                WritableStorage contents = disk.contents();
                return contents.writableSlice(volumeName(), start(), length(contents));
            }

            @Override
            public Bytes content() throws IOException {
                return StoreOnVolume.this.content();
            }
        }));
    }

    private long start() {
        return partition.isPresent() ? partition.get().start() : 0;
    }

    private long length(Storage disk) {
        return partition.isPresent() ? partition.get().length() : disk.size();
    }

    private List<Finding> judge(StoreReplacement replacement) throws IOException {
        List<String> against = uses.against(image, start());
        if (!against.isEmpty()) {
            return List.of(place(String.join(", ", against), "Detach it first; or where its partition is mounted, name the store there with --store."));
        }
        try (VirtualDisk disk = images.openAny(image)) {
            DiskImages.checkWritable(disk);
            Volume volume = volume(disk);
            Optional<VolumeKind> kind = volume.kind();
            if (kind.isEmpty() || !kind.get().isFat()) {
                String what = kind.isPresent() ? "holds " + kind.get().title() : "holds no file system that is known here";
                return List.of(place(volumeName() + " " + what + ", and only FAT is written to while nobody has it mounted", mounted()));
            }
            StoreReplacement.Prepared prepared = replacement.prepare(volume.contents());
            List<Finding> findings = new ArrayList<>(prepared.volume().unclosed(volumeName(), StoreRule.UNCLOSED));
            findings.addAll(judge(prepared.plan()));
            return findings;
        }
    }

    private List<Finding> judge(FatPlan plan) {
        List<Finding> findings = new ArrayList<>();
        for (String problem : plan.problems()) {
            findings.add(place(volumeName() + ": " + problem, mounted()));
        }
        if (!plan.room().suffices()) {
            String message = volumeName() + " has " + ByteSize.format(plan.room().freeBytes()) + " free, and "
                    + ByteSize.formatNeeded(plan.room().neededBytes()) + " are needed for the new store and a copy of the old one";
            findings.add(Finding.error(StoreRule.ROOM, message, "Mount the partition, and remove what is not needed; bcd history lists the copies of the store."));
        }
        return findings;
    }

    private static Finding place(String message, String remedy) {
        return Finding.error(StoreRule.PLACE, message, remedy);
    }

    private String mounted() {
        return "Mount " + (number == 0 ? "it" : "partition " + number + " of it") + ", and name the store there with --store.";
    }
}
