package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which folder stands for which drive letter or volume GUID of the Windows that wrote a path. */
public final class VolumeMap {

    public static final VolumeMap EMPTY = new VolumeMap(Map.of());

    private final Map<String, Path> folders;

    private VolumeMap(Map<String, Path> folders) {
        this.folders = folders;
    }

    /**
     * This map and one more volume.
     *
     * @param volume {@code "C:"}, {@code "C"} or {@code "Volume{guid}"}, in any case
     * @param folder what is at the root of that volume
     */
    public VolumeMap with(String volume, Path folder) {
        Map<String, Path> more = new HashMap<>(folders);
        more.put(key(volume), folder);
        return new VolumeMap(more);
    }

    private static String key(String volume) {
        String upper = volume.toUpperCase(Locale.ROOT);
        return upper.length() == 1 ? upper + ":" : upper;
    }

    /** The file that an absolute Windows path means here; empty when its volume is not in the map. */
    public Optional<Path> find(String windowsPath) {
        Optional<WindowsPath> parts = WindowsPath.parse(windowsPath);
        Path folder = parts.isEmpty() ? null : folders.get(key(parts.get().volume()));
        return folder == null ? Optional.empty() : WindowsNames.find(folder, parts.get().path());
    }

    /**
     * The absolute Windows path of a file, on the volume whose folder is nearest to it; empty when it is on none in the map.
     *
     * @param file with links followed
     */
    public Optional<String> nameOf(Path file) throws IOException {
        int nearest = -1;
        Optional<String> name = Optional.empty();
        for (Map.Entry<String, Path> entry : folders.entrySet()) {
            Path root = entry.getValue().toAbsolutePath();
            root = Files.exists(root) ? root.toRealPath() : root;
            if (file.startsWith(root) && root.getNameCount() > nearest) {
                nearest = root.getNameCount();
                String volume = WindowsPath.isLetter(entry.getKey()) ? entry.getKey() : "\\\\?\\" + entry.getKey();
                name = Optional.of(volume + "\\" + NewParentPaths.windows(root.relativize(file)));
            }
        }
        return name;
    }
}
