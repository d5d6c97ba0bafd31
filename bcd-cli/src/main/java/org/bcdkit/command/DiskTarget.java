package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.argument.PartitionNumberArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.fat.FatFileSystem;
import org.bcdkit.fat.FatFormat;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.firmware.HardDrive;
import org.bcdkit.host.DiskUse;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.install.BiosStart;
import org.bcdkit.install.DiskVolume;
import org.bcdkit.partition.NewPartition;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionAddition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.storage.Storage;

/** Finds the system partition of a disk that nobody has mounted, or a place for a new one. */
final class DiskTarget {

    private static final long MIB = 1 << 20;
    private static final String BIOS = FirmwareKind.BIOS.word();

    private final Invocation invocation;
    private final Path file;
    private final OpenedDisk opened;
    private final VirtualDisk disk;
    private final DiskUse use;

    private DiskTarget(Invocation invocation, Path file, OpenedDisk opened, DiskUse use) {
        this.invocation = invocation;
        this.file = file;
        this.opened = opened;
        this.disk = opened.disk();
        this.use = use;
    }

    static InitTarget open(Invocation invocation, Path file) throws IOException {
        DiskUse use = invocation.surroundings().host().diskUse(file);
        OpenedDisk found = OpenedDisk.open(invocation, file).withWarnings(invocation);
        OpenedDisk opened = use.sectorSize().isPresent() ? found.withSectorSize(use.sectorSize().getAsInt()) : found;
        try {
            DiskTarget target = new DiskTarget(invocation, file, opened, use);
            target.checkWritable();
            target.sayAttached();
            return invocation.has(InitTarget.CREATE_ESP) ? target.made() : target.found();
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void checkWritable() throws IOException {
        if (!Files.isRegularFile(file) && !use.isDevice()) {
            throw new RequestException(file + " is no file with an image, and no disk of this machine. Mount its system partition, and name the folder with "
                    + InitTarget.TARGET + ".");
        }
        DiskImages.checkWritable(disk);
    }

    private void sayAttached() {
        for (String device : use.attached()) {
            invocation.messages().warning(file + " is attached as " + device + ", which may go on showing what was there before. Attach it anew afterwards.");
        }
    }

    /** Nobody else may write to the partition, and what somebody has mounted is kept in memory besides. */
    private void checkUnused(Partition partition) throws HostException {
        List<String> against = use.against(partition.start());
        if (!against.isEmpty()) {
            throw new HostException(
                    String.join(", ", against) + ". Nothing was written.",
                    "Unmount or detach it first; or where it is mounted, name the folder with " + InitTarget.TARGET + ".");
        }
    }

    private InitTarget found() throws IOException {
        Volume volume = volume();
        Partition partition = volume.partition().orElseThrow();
        checkUnused(partition);
        Optional<VolumeKind> kind = volume.kind();
        boolean isFat = kind.isPresent() && kind.get().isFat();
        if (kind.isEmpty()) {
            throw noFileSystem(partition, volume.contents());
        }
        if (!isFat) {
            String what = "holds " + kind.get().title();
            throw new RequestException("Partition " + partition.number() + " of " + file + " " + what + ", and only FAT is written to while nobody has it"
                    + " mounted. Mount it, and name the folder with " + InitTarget.TARGET + ".");
        }
        DiskVolume target = DiskVolume.open(OpenedDisk.images(invocation), file, disk.contents(), partition, invocation.surroundings().clock());
        Optional<FirmwareKind> firmware = partition.type().isEfiSystem()
                ? Optional.of(FirmwareKind.UEFI)
                : partition.isActive() ? Optional.of(FirmwareKind.BIOS) : Optional.empty();
        Optional<List<BiosStart.Problem>> problems = Optional.of(BiosStart.problems(disk.contents(), opened.table(), partition));
        return new InitTarget(target, firmware, Optional.of(named(partition)), Optional.of(file), problems, Optional.of(opened));
    }

    /** It is damaged or empty, and cannot be mounted either. */
    private RequestException noFileSystem(Partition partition, Storage contents) throws IOException {
        String found = "";
        try {
            FatFileSystem.open(contents);
        } catch (FormatException e) {
            found = " (as a FAT volume: " + e.problem() + ")";
        }
        return new RequestException("Partition " + partition.number() + " of " + file + " holds no file system that is known here: its boot sector is damaged, or"
                + " it was never formatted" + found + ". Repair it with chkdsk, TestDisk or a copy of its boot sector, or format it as FAT32. Nothing was changed.");
    }

    private Volume volume() throws IOException {
        Optional<String> named = invocation.value(InitTarget.PARTITION);
        if (named.isPresent()) {
            Volume volume = opened.volume(file, PartitionNumberArgument.parse(InitTarget.PARTITION, named.get()));
            if (volume.partition().isEmpty()) {
                throw new RequestException(file + " has no partition table, so that nothing starts from it.");
            }
            return volume;
        }
        List<Volume> efi = new ArrayList<>();
        List<Volume> active = new ArrayList<>();
        for (Volume volume : opened.volumes()) {
            if (volume.partition().isPresent()) {
                if (volume.partition().get().type().isEfiSystem()) {
                    efi.add(volume);
                } else if (volume.partition().get().isActive()) {
                    active.add(volume);
                }
            }
        }
        boolean isForBios = invocation.value(InitCommand.FIRMWARE).orElse("").equals(BIOS);
        List<Volume> meant = isForBios && !active.isEmpty() || efi.isEmpty() ? active : efi;
        if (meant.isEmpty()) {
            throw new RequestException(file + " has no EFI system partition and no active one. Say which partition is meant with " + InitTarget.PARTITION
                    + ", or make one with " + InitTarget.CREATE_ESP + ".");
        }
        if (meant.size() > 1) {
            List<String> numbers = new ArrayList<>();
            for (Volume volume : meant) {
                numbers.add(Integer.toString(volume.number()));
            }
            throw new RequestException(file + " has several system partitions: " + String.join(", ", numbers) + ". Say with " + InitTarget.PARTITION
                    + " which one is meant.");
        }
        return meant.get(0);
    }

    private InitTarget made() throws IOException {
        long size = wholeMebibytes(SizeArgument.parse(InitTarget.CREATE_ESP, invocation.requiredValue(InitTarget.CREATE_ESP)));
        Random random = new Random();
        PartitionTable table = opened.table();
        boolean isGpt = table.kind() == PartitionTable.Kind.GPT;
        String word = invocation.value(InitCommand.FIRMWARE).orElse("");
        boolean isForBios = !word.isEmpty() && !word.equals(FirmwareKind.UEFI.word());
        if (isGpt && word.equals(BIOS)) {
            throw new RequestException(file + " has a GPT, and Windows starts through a BIOS from an MBR only. Take " + InitCommand.FIRMWARE + " uefi, or a disk with"
                    + " an MBR. Nothing was changed.");
        }
        NewPartition wanted = isGpt
                ? NewPartition.efiSystem(size, RandomGuid.next())
                : isForBios ? NewPartition.activeFat32(size) : NewPartition.efiSystem(size);
        PartitionAddition addition = PartitionAddition.plan(disk.contents(), opened.sectorSize(), wanted);
        if (addition.problem().isPresent()) {
            throw new RequestException("No system partition can be made: " + addition.problem().get() + ". Nothing was changed.");
        }
        Partition partition = addition.partition().orElseThrow();
        checkUnused(partition);
        if (use.isDevice()) {
            invocation.messages().note("Linux learns of the new partition when its disk is not in use, or with: partprobe " + file);
        }
        Optional<FatFormat> format = FatFormat.of(partition.length(), opened.sectorSize());
        if (format.isEmpty()) {
            throw new UsageException(InitTarget.CREATE_ESP + ": " + invocation.requiredValue(InitTarget.CREATE_ESP) + " is too small for a FAT volume.");
        }
        DiskVolume target =
                DiskVolume.create(
                        OpenedDisk.images(invocation), file, disk.contents(), addition, format.get(), random.nextInt(), invocation.surroundings().clock());
        Optional<FirmwareKind> firmware = Optional.of(isForBios && !isGpt ? FirmwareKind.BIOS : FirmwareKind.UEFI);
        Optional<List<BiosStart.Problem>> problems = isForBios
                ? Optional.of(List.of(isGpt
                        ? BiosStart.Problem.gpt(file.toString())
                        : BiosStart.Problem.code(file + " gets a partition without a boot sector that loads bootmgr")))
                : Optional.empty();
        return new InitTarget(target, firmware, Optional.of(named(partition)), Optional.of(file), problems, Optional.of(opened));
    }

    /** The size rounded up, so that the partition behind it is aligned as this one is. What is larger than any disk stays, and finds no place. */
    private long wholeMebibytes(long size) {
        long more = (MIB - size % MIB) % MIB;
        if (more == 0 || size > Long.MAX_VALUE - more) {
            return size;
        }
        invocation.messages().note(InitTarget.CREATE_ESP + ": partitions have whole mebibytes, so that " + ByteSize.format(size + more) + " are taken for "
                + invocation.requiredValue(InitTarget.CREATE_ESP) + ".");
        return size + more;
    }

    private FirmwarePartition named(Partition partition) {
        return new FirmwarePartition(HardDrive.of(partition, opened.sectorSize()), false);
    }
}
