package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwareVariables;
import org.bcdkit.firmware.KeptVariables;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.firmware.linux.EfivarsFolder;
import org.bcdkit.firmware.linux.LinuxDisks;

/** Where firmware variables are, the disks that their entries lead to, and where what is replaced is kept: what all firmware commands take. */
final class FirmwareSource implements Closeable {

    static final String EFIVARS = "--efivars";
    static final String DISK = "--disk";
    static final String BACKUP = "--backup";

    private static final Path KEPT_OF_MACHINE = Path.of("/var/lib/bcdkit/firmware");

    private final Invocation invocation;
    private final Optional<Path> folder;
    private final FirmwareVariables variables;
    private Optional<OpenedDisk> disk = Optional.empty();
    private Optional<LinuxDisks> disks = Optional.empty();

    private FirmwareSource(Invocation invocation, Optional<Path> folder, FirmwareVariables variables) {
        this.invocation = invocation;
        this.folder = folder;
        this.variables = variables;
    }

    static Syntax describe(Syntax syntax) {
        return syntax.option(
                EFIVARS, "DIR", "A folder laid out like efivarfs to work on; without it, the variables of this machine (/sys/firmware/efi/efivars).");
    }

    static Syntax describeDisk(Syntax syntax) {
        return describe(syntax).option(
                DISK, "IMAGE", "The disk or image that entries lead to; without it and " + EFIVARS + ", the disks of this machine.");
    }

    static Syntax describeBackup(Syntax syntax) {
        return syntax.option(
                BACKUP,
                "DIR",
                "The folder to make for the variables as they were; without it, one beside that of " + EFIVARS + ", or in " + KEPT_OF_MACHINE + ".");
    }

    static FirmwareSource open(Invocation invocation) throws IOException {
        Optional<Path> folder = path(invocation, EFIVARS);
        return new FirmwareSource(invocation, folder, folder.isPresent() ? EfivarsFolder.at(folder.get()) : EfivarsFolder.ofMachine());
    }

    private static Optional<Path> path(Invocation invocation, String option) {
        Optional<String> given = invocation.value(option);
        if (given.isPresent() && given.get().isEmpty()) {
            throw new UsageException(option + " needs the name of a folder.");
        }
        return given.isPresent() ? Optional.of(Path.of(given.get())) : Optional.empty();
    }

    FirmwareVariables variables() {
        return variables;
    }

    BootVariables read() throws IOException {
        return BootVariables.read(variables);
    }

    /** The partitions that entries can lead to; none are known where variables of another machine are looked at without its disks. */
    KnownPartitions partitions() throws IOException {
        Optional<String> image = invocation.value(DISK);
        if (image.isPresent()) {
            Path path = ImagePathArgument.parse(image.get(), MapArgument.parse(invocation.global().maps())).image();
            disk = Optional.of(OpenedDisk.open(invocation, path).withWarnings(invocation));
            return KnownPartitions.of(disk.get().disk().contents(), disk.get().disk().sectorSize());
        }
        if (folder.isPresent()) {
            return KnownPartitions.NONE;
        }
        disks = Optional.of(new LinuxDisks());
        return disks.get().partitions();
    }

    /** Where the next change keeps what it replaces. */
    Path nextKept() {
        Optional<Path> named = path(invocation, BACKUP);
        if (named.isPresent()) {
            return named.get();
        }
        return keptFolder().resolve(keptPrefix() + KeptCopy.timeStamp(invocation.surroundings().clock().instant()));
    }

    /** What the last change kept. */
    Optional<KeptVariables> lastKept() throws IOException {
        return KeptVariables.last(keptFolder(), keptPrefix());
    }

    private Path keptFolder() {
        return folder.isPresent() ? folder.get().toAbsolutePath().normalize().getParent() : KEPT_OF_MACHINE;
    }

    private String keptPrefix() {
        return folder.isPresent() ? folder.get().toAbsolutePath().normalize().getFileName() + ".kept." : "";
    }

    @Override
    public void close() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
        if (disks.isPresent()) {
            disks.get().close();
        }
    }
}
