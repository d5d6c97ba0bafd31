package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.host.HostVolume;
import org.bcdkit.install.BiosStart;
import org.bcdkit.install.FolderVolume;
import org.bcdkit.install.SystemVolume;
import org.bcdkit.nativeboot.SystemPartition;

/** The system partition that a command was given: where it is mounted, or in a disk that nobody has mounted. */
final class InitTarget implements Closeable {

    static final String TARGET = "--target";
    static final String DISK = "--disk";
    static final String PARTITION = "--partition";
    static final String CREATE_ESP = "--create-esp";

    private static final String ROOT = "\\";

    private final SystemVolume volume;
    private final Optional<FirmwareKind> firmware;
    private final Optional<FirmwarePartition> firmwarePartition;
    private final Optional<Path> disk;
    private final Optional<List<BiosStart.Problem>> biosStart;
    private final Optional<OpenedDisk> opened;

    /**
     * @param firmwarePartition what a firmware entry names it by
     * @param disk that nobody has mounted
     * @param opened the same, to be closed with the target
     */
    InitTarget(
            SystemVolume volume,
            Optional<FirmwareKind> firmware,
            Optional<FirmwarePartition> firmwarePartition,
            Optional<Path> disk,
            Optional<List<BiosStart.Problem>> biosStart,
            Optional<OpenedDisk> opened) {
        this.volume = volume;
        this.firmware = firmware;
        this.firmwarePartition = firmwarePartition;
        this.disk = disk;
        this.biosStart = biosStart;
        this.opened = opened;
    }

    static Syntax describe(Syntax syntax) {
        return syntax.option(TARGET, "DIR", "The folder where the system partition is mounted.")
                .option(DISK, "IMAGE", "A disk, raw image, VHD or VHDX whose system partition nobody has mounted, into which the files go.")
                .option(PARTITION, "N", "With --disk: the partition; without it, the EFI system partition or active partition.")
                .option(CREATE_ESP, "SIZE", "With --disk: make a new system partition of that size, for instance 260MiB.");
    }

    static InitTarget open(Invocation invocation) throws IOException {
        boolean isDisk = invocation.has(DISK);
        if (isDisk && invocation.has(TARGET)) {
            throw new UsageException(TARGET + " and " + DISK + " exclude each other: the boot files go to one place.");
        }
        if (!isDisk && !invocation.has(TARGET)) {
            throw new UsageException("Say where the boot files go, with " + TARGET + " DIR or with " + DISK + " IMAGE.");
        }
        if (!isDisk && (invocation.has(PARTITION) || invocation.has(CREATE_ESP))) {
            throw new UsageException(PARTITION + " and " + CREATE_ESP + " are about a " + DISK + ".");
        }
        if (invocation.has(PARTITION) && invocation.has(CREATE_ESP)) {
            throw new UsageException(PARTITION + " names a partition that is there, and " + CREATE_ESP + " makes a new one.");
        }
        return isDisk
                ? DiskTarget.open(invocation, Path.of(invocation.requiredValue(DISK)))
                : mounted(invocation, Path.of(invocation.requiredValue(TARGET)));
    }

    private static InitTarget mounted(Invocation invocation, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new RequestException(folder + " is no folder. Mount the system partition, and name the folder where it is.");
        }
        HostVolume volume = invocation.surroundings().host().volumeOf(folder);
        boolean isRoot = volume.pathOnVolume().isPresent() && volume.pathOnVolume().get().equals(ROOT);
        Optional<PartitionId> partition = isRoot ? volume.partition() : Optional.empty();
        FolderVolume target = FolderVolume.open(folder, partition);
        boolean isUefi = SystemPartition.Kind.ESP.storePath().find(target.files()).isPresent();
        boolean isBios = SystemPartition.Kind.ACTIVE.storePath().find(target.files()).isPresent();
        Optional<FirmwareKind> firmware = isUefi == isBios ? Optional.empty() : Optional.of(isUefi ? FirmwareKind.UEFI : FirmwareKind.BIOS);
        Optional<FirmwarePartition> named = isRoot ? invocation.surroundings().host().firmwarePartition(folder) : Optional.empty();
        return new InitTarget(target, firmware, named, Optional.empty(), Optional.empty(), Optional.empty());
    }

    SystemVolume volume() {
        return volume;
    }

    /** For which firmware it is; absent when it does not tell. */
    Optional<FirmwareKind> firmware() {
        return firmware;
    }

    /** What a firmware entry names it by; absent when that cannot be told. */
    Optional<FirmwarePartition> firmwarePartition() {
        return firmwarePartition;
    }

    /** What a BIOS lacks to start from it; absent when that cannot be looked at. */
    Optional<List<BiosStart.Problem>> biosStart() {
        return biosStart;
    }

    /** Whether it is in a disk that nobody has mounted. */
    boolean isUnmounted() {
        return disk.isPresent();
    }

    /** The disk that it is in and nobody has mounted. */
    Optional<OpenedDisk> opened() {
        return opened;
    }

    /** Whether it is in that image. */
    boolean isOn(Path image) throws IOException {
        return disk.isPresent() && Files.isSameFile(disk.get(), image);
    }

    @Override
    public void close() throws IOException {
        volume.close();
        if (opened.isPresent()) {
            opened.get().close();
        }
    }
}
