package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageFile;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.host.Host;
import org.bcdkit.storage.HostException;

/** A VHD or VHDX that a command changes. */
final class ChangedImage {

    private ChangedImage() {}

    /** The file that a parameter names: an image that nobody uses. */
    static Path file(Invocation invocation, int parameter) throws IOException {
        return unused(invocation, invocation.existingFile(parameter));
    }

    /** @throws HostException when somebody has the image attached or locked */
    static Path unused(Invocation invocation, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new RequestException(file + " is a pipe or a device, and only images in files are changed.");
        }
        Host host = invocation.surroundings().host();
        Optional<List<String>> users = host.bootFacts(file, host.volumeOf(file)).file().users();
        if (users.isPresent() && !users.get().isEmpty()) {
            throw new HostException(
                    file + " is in use by " + String.join(" and ", users.get()), "Detach it, or shut down the virtual machine that uses it.");
        }
        return file;
    }

    /** The file of an image and those of its parents, the nearest first. */
    static List<Path> chain(Invocation invocation, Path file) throws IOException {
        DiskImages images = OpenedDisk.images(invocation);
        List<ImageFile> parents = new ArrayList<>();
        VirtualDisk disk = images.openWithoutParents(file);
        images.openParents(disk, images.file(file), parents).close();
        List<Path> chain = new ArrayList<>();
        chain.add(file);
        for (ImageFile parent : parents) {
            chain.add(Path.of(parent.name()));
        }
        return chain;
    }

    /** Whether {@code file} is one of {@code chain}, however they are named. */
    static boolean isIn(List<Path> chain, Path file) throws IOException {
        for (Path member : chain) {
            if (Files.isSameFile(member, file)) {
                return true;
            }
        }
        return false;
    }

    /** What has to be confirmed with {@code --yes}. */
    static void confirm(Invocation invocation, String what) {
        if (!invocation.global().yes() && !invocation.global().dryRun()) {
            throw new RequestException(what + " Confirm it with --yes, or look at it with --dry-run. Nothing was changed.");
        }
    }
}
