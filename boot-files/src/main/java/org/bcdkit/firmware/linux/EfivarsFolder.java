package org.bcdkit.firmware.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.firmware.EfiVariable;
import org.bcdkit.firmware.FirmwareVariables;
import org.bcdkit.firmware.VariableChange;
import org.bcdkit.firmware.VariableFile;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;

/**
 * UEFI variables in a folder: efivarfs, in which the kernel shows those of this machine, or one laid out like it. One writing call is one change of a
 * variable there.
 */
public final class EfivarsFolder implements FirmwareVariables {

    private static final Path OF_MACHINE = Path.of("/sys/firmware/efi/efivars");
    private static final String FILE_SYSTEM = "efivarfs";
    private static final String AS_ROOT = "Firmware entries are changed by root only: run this with sudo.";
    private static final String REMOVE = "Remove entries that nobody needs with `bcd firmware remove`.";

    private final Path folder;
    private final ImmutableFlag immutable = new ImmutableFlag();

    private EfivarsFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder laid out like efivarfs. */
    public static EfivarsFolder at(Path folder) throws HostException {
        if (!Files.isDirectory(folder)) {
            throw new HostException(folder + " is no folder", "Name a folder with files such as " + VariableFile.name("BootOrder") + ".");
        }
        return new EfivarsFolder(folder);
    }

    /**
     * This machine's.
     *
     * @throws HostException when it was not started by UEFI, or efivarfs is not mounted
     */
    public static EfivarsFolder ofMachine() throws HostException {
        return ofMachine(OF_MACHINE);
    }

    /** @param folder where efivarfs usually is, in a folder of the kernel that is only there after a start by UEFI */
    static EfivarsFolder ofMachine(Path folder) throws HostException {
        if (!Files.isDirectory(folder.getParent())) {
            throw new HostException(
                    "This machine was not started by UEFI, so it has no firmware entries (there is no " + folder.getParent() + ")",
                    "Start it by UEFI, or name a folder with variables of another machine with --efivars.");
        }
        try {
            if (Files.isDirectory(folder) && Files.getFileStore(folder).type().equals(FILE_SYSTEM)) {
                return new EfivarsFolder(folder);
            }
        } catch (IOException e) {
            // It is told below: what is there cannot be used.
        }
        throw new HostException(
                "The firmware variables cannot be seen: efivarfs is not mounted at " + folder, "Mount it: mount -t efivarfs efivarfs " + folder);
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<String> name = VariableFile.variable(file.getFileName().toString());
                if (name.isPresent()) {
                    names.add(name.get());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public Optional<EfiVariable> read(String name) throws IOException {
        Path file = file(name);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new HostException(file + " is no ordinary file", "Remove it: it holds no variable.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(VariableFile.LARGEST + 1);
            if (content.length > VariableFile.LARGEST) {
                throw new MalformedException(file.toString(), "variable", 0, "the file has more than " + VariableFile.LARGEST + " bytes");
            }
            return Optional.of(VariableFile.read(file.toString(), name, content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void checkWritable(List<VariableChange> changes) throws IOException {
        boolean isWritable = true;
        long needed = 0;
        for (VariableChange change : changes) {
            Path file = file(change.name());
            isWritable &= Files.exists(file) ? Files.isWritable(file) || immutable.isSet(file) : Files.isWritable(folder);
            if (change.after().isPresent()) {
                // The old content is given back when the new one is there, and not before. The name is stored as UTF-16.
                needed += VariableFile.content(change.after().get()).length + 2L * (change.name().length() + 1);
            }
        }
        Optional<HostException> problem = problem(isWritable, needed);
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    private Optional<HostException> problem(boolean isWritable, long needed) {
        try {
            FileStore store = Files.getFileStore(folder);
            return problem(store.isReadOnly(), isWritable, store.getTotalSpace(), store.getUsableSpace(), needed);
        } catch (IOException e) {
            // A process in a chroot may not see what the folder is on: then writing shows it.
            return problem(false, isWritable, 0, 0, needed);
        }
    }

    /**
     * What stands against changes of {@code needed} bytes.
     *
     * @param total bytes for variables; 0 when the kernel does not tell, as one before 6.6 does not
     */
    Optional<HostException> problem(boolean isReadOnly, boolean isWritable, long total, long usable, long needed) {
        if (isReadOnly) {
            return Optional.of(new HostException("The firmware variables cannot be written: " + folder + " is mounted read-only", remount()));
        }
        if (!isWritable) {
            return Optional.of(new HostException("The firmware variables in " + folder + " cannot be written: permission denied", AS_ROOT));
        }
        return total > 0 && usable < needed
                ? Optional.of(new HostException(
                        "The firmware has room for " + usable + " bytes of variables left, and " + needed + " are needed", REMOVE))
                : Optional.empty();
    }

    private String remount() {
        return "Mount it for writing: mount -o remount,rw " + folder;
    }

    @Override
    public void write(EfiVariable variable) throws IOException {
        Path file = file(variable.name());
        ByteBuffer content = ByteBuffer.wrap(VariableFile.content(variable));
        boolean there = Files.exists(file);
        ImmutableFlag.Lifted lifted = immutable.lift(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            writeAtOnce(channel, content, file);
        } catch (IOException e) {
            removeEmpty(file, there);
            throw refused(file, "written", e);
        } finally {
            lifted.close();
        }
    }

    /** The kernel hands each call to the firmware as a change of its own, so what is left over cannot be sent after. */
    private static void writeAtOnce(FileChannel channel, ByteBuffer content, Path file) throws IOException {
        int size = content.remaining();
        int written = channel.write(content);
        if (written != size) {
            throw new HostException(file + " took " + written + " of " + size + " bytes", "");
        }
        if (channel.size() > size) {
            // Only in an ordinary folder: there the rest of what was longer stays.
            channel.truncate(size);
        }
    }

    /** A new file whose first content was refused is in the way of the next attempt. */
    private static void removeEmpty(Path file, boolean wasThere) {
        try {
            if (!wasThere && Files.exists(file) && Files.size(file) == 0) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // The refusal itself is what is told.
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            return;
        }
        ImmutableFlag.Lifted lifted = immutable.lift(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            lifted.close();
            throw refused(file, "removed", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(VariableFile.name(name));
    }

    private HostException refused(Path file, String verb, IOException cause) {
        if (cause instanceof HostException host) {
            return host;
        }
        String reason = cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : String.valueOf(cause.getMessage());
        String problem = file + " cannot be " + verb + ": ";
        if (cause instanceof AccessDeniedException) {
            return new HostException(problem + "permission denied", AS_ROOT, cause);
        }
        if (isReadOnly()) {
            return new HostException(problem + folder + " is mounted read-only", remount(), cause);
        }
        if (reason.contains("space")) {
            return new HostException(problem + "the firmware has no room left for variables", REMOVE, cause);
        }
        return new HostException(problem + reason, "The firmware may protect its variables; look for that in its setup.", cause);
    }

    private boolean isReadOnly() {
        try {
            return Files.getFileStore(folder).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }
}
