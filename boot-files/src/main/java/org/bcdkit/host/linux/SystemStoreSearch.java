package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.HostException;

/** Looks for this machine's own boot store on the partitions that are mounted. */
final class SystemStoreSearch {

    static final List<String> UEFI_STORE = List.of("EFI", "Microsoft", "Boot", "BCD");
    static final List<String> BIOS_STORE = List.of("Boot", "BCD");

    private final LinuxSource source;
    private final MountedPartitions mounted;

    SystemStoreSearch(LinuxSource source, BlockDevices devices) {
        this.source = source;
        this.mounted = new MountedPartitions(source, devices);
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
        List<Mount> partitions = mounted.find();
        List<Path> stores = new ArrayList<>();
        for (Mount mount : partitions) {
            if (MountedPartitions.isFat(mount)) {
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

    private void addStore(Mount mount, List<String> names, List<Path> stores) throws IOException {
        Optional<Path> store;
        try {
            store = CaselessPath.find(source, Path.of(mount.point()), names);
        } catch (AccessDeniedException e) {
            throw new HostException(
                    e.getFile() + " cannot be read (permission denied), so whether this machine's boot store is there is not known.",
                    "Run this as root, or name the store with --store FILE.",
                    e);
        }
        if (store.isPresent() && Files.isRegularFile(store.get())) {
            stores.add(store.get());
        }
    }

    private static String list(List<Path> stores) {
        StringBuilder list = new StringBuilder();
        for (Path store : stores) {
            list.append(list.length() == 0 ? "" : ", ").append(store);
        }
        return list.toString();
    }
}
