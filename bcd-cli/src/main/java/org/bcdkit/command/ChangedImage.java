package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.host.Host;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.HostException;

/** A VHD or VHDX that a command changes. */
final class ChangedImage {

    private ChangedImage() {}

    /** The file that a parameter names, or that a link of that name leads to: an image that nobody uses. */
    static Path file(Invocation invocation, int parameter) throws IOException {
        Path file = invocation.existingFile(parameter);
        // What takes the place of an image, or deletes it, is to do that to the image, and not to a name of it.
        return unused(invocation, Files.isSymbolicLink(file) ? file.toRealPath() : file);
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

    /** Root may write to what was marked as read-only, and should know that it was. */
    static void judgeReadOnly(Invocation invocation, Path file, List<Finding> findings) throws IOException {
        if (Files.isWritable(file)) {
            judgeMark(invocation, file, findings);
        }
    }

    /** The same of a file in the place of which another is put, which asks for no permission to write it. */
    static void judgeMark(Invocation invocation, Path file, List<Finding> findings) throws IOException {
        if (OpenedDisk.images(invocation).file(file).isReadOnly().orElse(false)) {
            findings.add(Finding.warning(
                    ImageChangeRule.READ_ONLY,
                    file + " is marked as read-only, as a parent of others should be, and is changed all the same",
                    "Find out first who marked it, and why."));
        }
    }

    /**
     * Says which disks cannot be used any more when {@code file} is changed: an error for those that are there to be seen.
     *
     * @param nearby those that were found
     * @param elsewhere said of those that were not looked for
     * @param remedy for those that were found: what can be done about each of them
     */
    static void judgeChildren(Path file, List<Path> nearby, Finding elsewhere, String remedy, List<Finding> findings) {
        for (Path child : nearby) {
            findings.add(Finding.error(ImageChangeRule.CHILDREN, child + " is read through " + file + ", and cannot be used any more afterwards", remedy));
        }
        findings.add(elsewhere);
    }

    /** The time of a VHD, by which its children tell whether it is what it was; absent for a VHDX, which has identifiers for that. */
    static Optional<FileTime> time(Invocation invocation, Path file) throws IOException {
        try (VirtualDisk disk = OpenedDisk.images(invocation).openWithoutParents(file)) {
            return disk.format() == DiskFormat.VHD ? Optional.of(Files.getLastModifiedTime(file)) : Optional.empty();
        }
    }

    /** Gives a VHD that holds to its children what it did the time back that it had. */
    static void keepTime(Invocation invocation, Path file, Optional<FileTime> time) {
        try {
            if (time.isPresent()) {
                Files.setLastModifiedTime(file, time.get());
            }
        } catch (IOException e) {
            invocation.messages().warning("The time of " + file + " could not be set back, and Windows refuses children of it that know the old one: " + e.getMessage());
        }
    }

    /** Said of what was made of {@code file} and cannot be seen from here. */
    static Finding elsewhere(Path file) {
        return Finding.info(
                ImageChangeRule.CHILDREN,
                "differencing disks in other folders that have " + file + " as their parent cannot be used any more afterwards; whether there are any, it does not say");
    }

    /** What has to be confirmed with {@code --yes}. */
    static void confirm(Invocation invocation, String what) {
        if (!invocation.global().yes() && !invocation.global().dryRun()) {
            throw new RequestException(what + " Confirm it with --yes, or look at it with --dry-run. Nothing was changed.");
        }
    }
}
