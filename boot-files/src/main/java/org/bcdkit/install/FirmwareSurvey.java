package org.bcdkit.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.StoreReading;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * What there is for one firmware, of the Windows and of the system partition.
 *
 * @param store the boot store that is there
 * @param storeBytes what its file holds, for the copy
 * @param siblings names in the folder of the store
 * @param hasRecoveryStore whether the store for recovery is there
 * @param hasOldNext whether the file is there that {@code BOOTNXT} replaces
 */
public record FirmwareSurvey(
        FirmwareKind firmware,
        BootFileSet files,
        Optional<StoreSnapshot> store,
        Optional<Bytes> storeBytes,
        List<String> siblings,
        boolean hasRecoveryStore,
        boolean hasOldNext) {

    public FirmwareSurvey {
        siblings = List.copyOf(siblings);
    }

    /**
     * Looks.
     *
     * @param locales which folders of languages are wanted, in lower case; absent for all
     * @param bootEx whether boot managers of 2023 are asked for
     * @throws org.bcdkit.storage.FormatException when a store is there that is none, or damaged
     */
    public static FirmwareSurvey of(
            WindowsSource source, SystemVolume volume, FirmwareKind firmware, Optional<Set<String>> locales, boolean bootEx) throws IOException {
        FileSystem target = volume.files();
        FilePath path = BootFileTable.of(firmware).kind().storePath();
        Optional<FileEntry> entry = path.find(target);
        boolean isStore = entry.isPresent() && entry.get().kind() == FileEntry.Kind.FILE;
        Optional<Bytes> bytes = isStore ? Optional.of(StoreReading.bytes(volume.name(path), target, entry.get())) : Optional.empty();
        List<String> siblings = siblings(target, path);
        Optional<StoreSnapshot> store = isStore ? Optional.of(read(volume, path, bytes.get(), siblings)) : Optional.empty();
        boolean hasRecovery = firmware == FirmwareKind.UEFI && BootFileTable.RECOVERY_STORE.find(target).isPresent();
        boolean hasOldNext = firmware == FirmwareKind.BIOS && BootFileTable.OLD_NEXT.find(target).isPresent();
        BootFileSet files = BootFileSet.read(source, target, firmware, locales, bootEx);
        return new FirmwareSurvey(firmware, files, store, bytes, siblings, hasRecovery, hasOldNext);
    }

    private static StoreSnapshot read(SystemVolume volume, FilePath path, Bytes bytes, List<String> siblings) throws IOException {
        String name = volume.name(path);
        try {
            return StoreReading.read(name, volume.files(), path, bytes);
        } catch (MalformedException e) {
            boolean isKept = !KeptCopy.among(path.name(), siblings).isEmpty();
            String remedy = isKept
                    ? "bcd undo --store " + name + " --force puts the copy back that is kept beside it"
                    : "move it away or delete it, and a fresh one is made: no copy of it is kept";
            throw new MalformedException(e.source(), e.structure(), e.position(), e.problem() + ". The store is damaged and nothing was changed; " + remedy);
        }
    }

    private static List<String> siblings(FileSystem target, FilePath path) throws IOException {
        List<String> names = new ArrayList<>();
        Optional<FileEntry> folder = path.parent().find(target);
        if (folder.isPresent() && folder.get().kind() == FileEntry.Kind.DIRECTORY) {
            for (FileEntry sibling : target.list(folder.get())) {
                names.add(sibling.name());
            }
        }
        return names;
    }
}
