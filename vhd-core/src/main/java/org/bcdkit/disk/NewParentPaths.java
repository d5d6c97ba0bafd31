package org.bcdkit.disk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.HostException;

/** Where a new differencing disk says that its parent is, as Windows will see it. */
public final class NewParentPaths {

    private NewParentPaths() {}

    /**
     * The link from a new disk to its parent: relative to the child, absolute where a drive letter is known for it, and by its name.
     *
     * @param child a file that need not be there yet
     * @param parent the file that {@code disk} is in
     * @param volumes which folders have drive letters in Windows
     * @throws HostException when Windows has no path for it
     */
    public static ParentLink link(Path child, Path parent, VirtualDisk disk, VolumeMap volumes) throws IOException {
        Path folder = child.toAbsolutePath().getParent().toRealPath();
        Path file = parent.toRealPath();
        List<ParentPath> paths = new ArrayList<>();
        if (folder.getRoot().equals(file.getRoot())) {
            String relative = windows(folder.relativize(file));
            paths.add(new ParentPath(ParentPath.Form.RELATIVE, relative.startsWith("..\\") ? relative : ".\\" + relative));
        }
        Optional<String> absolute = File.separatorChar == '\\' ? Optional.of(file.toString()) : volumes.nameOf(file);
        if (absolute.isPresent()) {
            boolean prefixed = disk.format() == DiskFormat.VHDX && !absolute.get().startsWith("\\\\");
            paths.add(new ParentPath(ParentPath.Form.ABSOLUTE, (prefixed ? "\\\\?\\" : "") + absolute.get()));
        }
        paths.add(new ParentPath(ParentPath.Form.NAME, file.getFileName().toString()));
        return new ParentLink(List.of(disk.identity()), paths, new LocalFile(file, StorageOpener.FILES).modified());
    }

    /** A path with backslashes. */
    static String windows(Path path) throws HostException {
        StringBuilder text = new StringBuilder();
        for (Path name : path) {
            if (File.separatorChar != '\\' && name.toString().indexOf('\\') >= 0) {
                throw new HostException(path + " has a name with a backslash in it, which no path of Windows can have", "Rename it.");
            }
            text.append(text.length() == 0 ? "" : "\\").append(name);
        }
        return text.toString();
    }
}
