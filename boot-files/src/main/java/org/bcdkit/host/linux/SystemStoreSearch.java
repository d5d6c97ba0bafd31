package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.HostException;

/** Looks for this machine's own boot store on the partitions that are mounted. */
final class SystemStoreSearch {

    private static final Set<String> FAT = Set.of("vfat", "msdos");
    private static final Set<String> NTFS = Set.of("ntfs", "ntfs3", "fuseblk");
    private static final List<String> UEFI_STORE = List.of("EFI", "Microsoft", "Boot", "BCD");
    private static final List<String> BIOS_STORE = List.of("Boot", "BCD");
    /** Where systemd mounts an ESP when somebody looks, and takes it away again a little later. */
    private static final Set<String> ON_DEMAND = Set.of("/boot", "/boot/efi", "/efi");

    private final LinuxSource source;
    private final BlockDevices devices;

    SystemStoreSearch(LinuxSource source, BlockDevices devices) {
        this.source = source;
        this.devices = devices;
    }

    /**
     * The one boot store on mounted partitions of built-in disks, or the one of several that was chosen; absent when there is none.
     *
     * @throws HostException when there are several, or one may be where it cannot be read
     */
    Optional<Path> find() throws IOException {
        List<Path> stores = stores();
        if (stores.size() < 2) {
            return stores.isEmpty() ? Optional.empty() : Optional.of(stores.get(0));
        }
        Optional<String> chosen = source.chosenStore();
        for (Path store : stores) {
            if (chosen.isPresent() && chosen.get().equals(store.toString())) {
                return Optional.of(store);
            }
        }
        throw new HostException(
                "Several boot stores are mounted, and which is this machine's is not certain: " + list(stores) + ".", "Choose one with --store FILE.");
    }

    /** Remembers the store on the partition that is mounted there as the one to take when there are several. */
    void choose(Path partition) throws IOException {
        Path folder = partition.toRealPath();
        List<Path> stores = stores();
        for (Path store : stores) {
            if (store.startsWith(folder)) {
                source.chooseStore(store.toString());
                return;
            }
        }
        throw new HostException(
                "No boot store that may be this machine's is on " + partition + (stores.isEmpty() ? "." : ", but there is " + list(stores) + "."),
                "Name the folder at which its system partition is mounted.");
    }

    /** All that may be this machine's. */
    private List<Path> stores() throws IOException {
        List<Mount> partitions = partitions(mounts());
        List<Path> stores = new ArrayList<>();
        for (Mount mount : partitions) {
            if (FAT.contains(mount.type())) {
                addStore(mount, UEFI_STORE, stores);
            }
        }
        // With UEFI, what is there for a BIOS is left over from before, or is for another machine.
        if (stores.isEmpty() && !source.isUefi()) {
            for (Mount mount : partitions) {
                addStore(mount, BIOS_STORE, stores);
            }
        }
        return stores;
    }

    private List<Mount> mounts() throws IOException {
        List<Mount> mounts = MountInfoParser.parse(source.mountInfo());
        boolean mayHaveChanged = false;
        for (Mount mount : mounts) {
            if (mount.type().equals("autofs") && ON_DEMAND.contains(mount.point())) {
                source.enter(Path.of(mount.point()));
                mayHaveChanged = true;
            }
        }
        return mayHaveChanged ? MountInfoParser.parse(source.mountInfo()) : mounts;
    }

    /** Those that can be reached and may have a boot store, each once however often it is mounted. */
    private List<Mount> partitions(List<Mount> mounts) {
        MountTree tree = new MountTree(mounts);
        Set<String> seen = new HashSet<>();
        List<Mount> partitions = new ArrayList<>();
        for (Mount mount : mounts) {
            boolean mayHave = (FAT.contains(mount.type()) || NTFS.contains(mount.type())) && mount.root().equals("/");
            if (mayHave && tree.isVisible(mount) && isBuiltIn(mount) && seen.add(mount.deviceNumber())) {
                partitions.add(mount);
            }
        }
        return partitions;
    }

    /** Sticks with the setup of Windows have a boot store too, and images may have any. */
    private boolean isBuiltIn(Mount mount) {
        Optional<BlockDevice> device;
        try {
            device = devices.of(mount);
        } catch (HostException e) {
            return false;
        }
        if (device.isEmpty() || device.get().partition().isEmpty()) {
            return false;
        }
        PartitionPlace place = device.get().partition().get();
        return !place.removable() && !place.isImage();
    }

    private void addStore(Mount mount, List<String> names, List<Path> stores) throws IOException {
        Path at = Path.of(mount.point());
        try {
            for (String name : names) {
                Optional<Path> next = child(at, name);
                if (next.isEmpty()) {
                    return;
                }
                at = next.get();
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        } catch (AccessDeniedException e) {
            throw new HostException(
                    at + " cannot be read (permission denied), so whether this machine's boot store is there is not known.",
                    "Run this as root, or name the store with --store FILE.",
                    e);
        }
        if (Files.isRegularFile(at)) {
            stores.add(at);
        }
    }

    /** What is called {@code name}, without regard to case, as Windows does it; not every driver for its file systems does. */
    private Optional<Path> child(Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        Optional<Path> found = Optional.empty();
        for (Path child : source.children(folder)) {
            if (child.equals(exact)) {
                return Optional.of(child);
            }
            if (child.getFileName().toString().equalsIgnoreCase(name)) {
                found = Optional.of(child);
            }
        }
        return found;
    }

    private static String list(List<Path> stores) {
        StringBuilder list = new StringBuilder();
        for (Path store : stores) {
            list.append(list.length() == 0 ? "" : ", ").append(store);
        }
        return list.toString();
    }
}
