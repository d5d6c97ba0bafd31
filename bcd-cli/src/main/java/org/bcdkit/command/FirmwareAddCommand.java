package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.LoadObjectArgument;
import org.bcdkit.argument.LoadPathArgument;
import org.bcdkit.argument.NumberArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.firmware.BootManagerEntry;
import org.bcdkit.firmware.BootVariable;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwareCheck;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwarePlanner;
import org.bcdkit.firmware.FirmwarePlanner.Placement;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.firmware.KnownPartitions.Known;
import org.bcdkit.firmware.LoadOption;
import org.bcdkit.firmware.WindowsOptions;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/** {@code bcd firmware add}: a boot entry of the firmware, for Windows or for any other program. */
public final class FirmwareAddCommand extends ChangeCommand {

    private static final String NAME = "--name";
    private static final String PATH = "--path";
    private static final String PARTITION = "--partition";
    private static final String OBJECT = "--object";
    private static final String FIRST = "--first";
    private static final String LAST = "--last";
    private static final String NOT_IN_ORDER = "--not-in-order";

    private static final int MBR_EFI_SYSTEM = 0xEF;

    @Override
    public void describe(Syntax syntax) {
        FirmwareSource.describeDisk(syntax)
                .option(PARTITION, "N", "The partition of the disk that the file is on; without it, its EFI system partition.")
                .option(PATH, "PATH", "The file to start; without it, '" + BootManagerEntry.PATH + "'.")
                .option(NAME, "TEXT", "What the firmware's menu says; without it, for the boot manager of Windows, \"" + BootManagerEntry.TITLE + "\".")
                .option(
                        OBJECT,
                        LoadObjectArgument.VALUE,
                        "The object of the boot store to start, a GUID or an alias; without it, {bootmgr} for the boot manager of Windows, and none"
                                + " for other files.")
                .flag(FIRST, "Put the entry first in the boot order, as is done without this.")
                .flag(LAST, "Put the entry last in the boot order.")
                .flag(NOT_IN_ORDER, "Leave the boot order as it is; the firmware offers the entry in its menu only.")
                .withoutStore("the entry is one of the firmware; --object names an object of a store.");
        FirmwareSource.describeBackup(syntax);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Placement placement = placement(invocation);
        String path = LoadPathArgument.parse(PATH, invocation.value(PATH).orElse(BootManagerEntry.PATH));
        boolean windows = path.equalsIgnoreCase(BootManagerEntry.PATH);
        String title = title(invocation, windows);
        Bytes optional = optionalData(invocation, windows);
        try (FirmwareSource source = FirmwareSource.open(invocation)) {
            Known partition = partition(invocation, source.partitions());
            BootVariables variables = source.read();
            LoadOption option = LoadOption.ofFile(title, partition.hardDrive(), path, optional);
            FirmwarePlan plan = FirmwarePlanner.add(variables, option, placement).withFindings(FirmwareCheck.added(partition, path));
            return new Added(invocation, source, plan, option);
        }
    }

    private static Placement placement(Invocation invocation) {
        List<Placement> asked = new ArrayList<>();
        if (invocation.has(FIRST)) {
            asked.add(Placement.FIRST);
        }
        if (invocation.has(LAST)) {
            asked.add(Placement.LAST);
        }
        if (invocation.has(NOT_IN_ORDER)) {
            asked.add(Placement.NOWHERE);
        }
        if (asked.size() > 1) {
            throw new UsageException(FIRST + ", " + LAST + " and " + NOT_IN_ORDER + " exclude each other.");
        }
        return asked.isEmpty() ? Placement.FIRST : asked.get(0);
    }

    private static String title(Invocation invocation, boolean windows) {
        if (invocation.value(NAME).isEmpty() && !windows) {
            throw new UsageException("Say with " + NAME + " what the firmware's menu shall call the entry.");
        }
        return TitleArgument.parse(NAME, invocation.value(NAME).orElse(BootManagerEntry.TITLE));
    }

    private static Bytes optionalData(Invocation invocation, boolean windows) {
        Optional<String> named = invocation.value(OBJECT);
        if (named.isEmpty()) {
            return windows ? WindowsOptions.of(WellKnown.BOOT_MANAGER).toBytes() : Bytes.EMPTY;
        }
        Optional<ObjectId> object = LoadObjectArgument.parse(OBJECT, named.get());
        return object.isPresent() ? WindowsOptions.of(object.get()).toBytes() : Bytes.EMPTY;
    }

    private static Known partition(Invocation invocation, KnownPartitions partitions) {
        String disks = invocation.value(FirmwareSource.DISK).isPresent() ? invocation.requiredValue(FirmwareSource.DISK) : "this machine";
        if (invocation.value(PARTITION).isPresent()) {
            if (invocation.value(FirmwareSource.DISK).isEmpty()) {
                throw new UsageException(PARTITION + " needs " + FirmwareSource.DISK + ", which says of which disk.");
            }
            return numbered(NumberArgument.parse(PARTITION, invocation.requiredValue(PARTITION), Optional.empty()), partitions, disks);
        }
        List<Known> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Known known : partitions.all()) {
            PartitionType type = known.volume().partition().orElseThrow().type();
            if (type.equals(PartitionType.Gpt.EFI_SYSTEM) || type.equals(new PartitionType.Mbr(MBR_EFI_SYSTEM))) {
                found.add(known);
                names.add("partition " + known.volume().number() + " of " + known.disk());
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        String reasons = partitions.problems().isEmpty() ? "" : "\n" + String.join("\n", partitions.problems());
        throw new RequestException(found.isEmpty()
                ? "No EFI system partition is known for the entry. Name the disk with " + FirmwareSource.DISK
                        + ", and the partition with " + PARTITION + "." + reasons
                : "There are " + found.size() + " EFI system partitions: " + String.join(", ", names)
                        + ". Name one with " + FirmwareSource.DISK + " and " + PARTITION + ".");
    }

    private static Known numbered(long number, KnownPartitions partitions, String disk) {
        for (Known known : partitions.all()) {
            if (known.volume().number() == number) {
                return known;
            }
        }
        throw new RequestException(disk + " has no partition " + number + ". `bcd disk info` shows those it has.");
    }

    private static final class Added extends FirmwareProposal {
        private final FirmwarePlan plan;
        private final LoadOption option;

        Added(Invocation invocation, FirmwareSource source, FirmwarePlan plan, LoadOption option) {
            super(invocation, source, plan, "the firmware has this entry already.");
            this.plan = plan;
            this.option = option;
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            super.writeFields(json);
            Optional<Integer> number = FirmwarePlanner.entryLike(plan.after(), option);
            if (number.isPresent()) {
                json.writeStringField("entry", BootVariable.name(number.get()));
            }
        }
    }
}
