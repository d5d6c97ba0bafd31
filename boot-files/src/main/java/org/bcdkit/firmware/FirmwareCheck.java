package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.plan.Finding;

/** Judges the boot entries of firmware: what is damaged, leads nowhere or is there twice. */
public final class FirmwareCheck {

    /** What to do about a variable that bcd can neither read nor name. */
    static final String OTHER_TOOLS = "Look at it with efivar, and remove it when nobody needs it.";

    private final BootVariables variables;
    private final KnownPartitions partitions;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Start, BootVariable> started = new HashMap<>();

    private FirmwareCheck(BootVariables variables, KnownPartitions partitions) {
        this.variables = variables;
        this.partitions = partitions;
    }

    /** @param partitions what there is for entries to lead to; what is not known is not judged */
    public static List<Finding> check(BootVariables variables, KnownPartitions partitions) {
        return new FirmwareCheck(variables, partitions).check();
    }

    /** Whether the file that a new entry is to start is there. */
    public static List<Finding> added(KnownPartitions.Known partition, String file) {
        String place = "partition " + partition.volume().number() + " of " + partition.disk();
        Optional<Boolean> there = partition.has(file);
        if (there.isEmpty()) {
            return List.of(Finding.info(
                    FirmwareRule.ADDED_FILE, "the file system on " + place + " cannot be read, so it is not known whether " + file + " is there"));
        }
        return there.get()
                ? List.of(Finding.ok(FirmwareRule.ADDED_FILE, file + " is on " + place))
                : List.of(Finding.error(
                        FirmwareRule.ADDED_FILE, "there is no " + file + " on " + place, "Put the file there first, or name another with --path."));
    }

    private List<Finding> check() {
        for (BootVariables.Broken broken : variables.broken()) {
            findings.add(Finding.warning(FirmwareRule.READABLE, broken.name() + ": " + broken.problem(), remedy(broken.name())));
        }
        order();
        for (BootVariable entry : variables.entries()) {
            if (entry.option().isPresent()) {
                target(entry, entry.option().get());
                duplicates(entry, entry.option().get());
            }
        }
        return findings;
    }

    private String remedy(String name) {
        if (variables.variable(name).isEmpty()) {
            return OTHER_TOOLS;
        }
        return switch (name) {
            case BootVariables.ORDER -> "`bcd firmware order` with the numbers of the entries makes it anew.";
            case BootVariables.NEXT -> "`bcd firmware order --next` with the number of an entry makes it anew.";
            case BootVariables.CURRENT, BootVariables.TIMEOUT -> "The firmware makes it anew; look for it in its setup.";
            default -> "`bcd firmware remove " + name + "` removes it.";
        };
    }

    private void order() {
        Set<Integer> seen = new HashSet<>();
        for (int number : variables.order()) {
            missing(number, BootVariables.ORDER);
            if (seen.contains(number)) {
                findings.add(Finding.warning(
                        FirmwareRule.ORDER_THERE,
                        BootVariable.name(number) + " is in BootOrder twice",
                        "`bcd firmware order` with the numbers in their order makes it anew."));
            }
            seen.add(number);
        }
        if (variables.next().isPresent()) {
            missing(variables.next().get(), BootVariables.NEXT);
        }
        for (BootVariable entry : variables.entries()) {
            if (!seen.contains(entry.number())) {
                findings.add(Finding.info(FirmwareRule.IN_ORDER, entry.title() + " is not in BootOrder, so firmware does not start it by itself"));
            }
        }
    }

    private void missing(int number, String in) {
        if (variables.find(number).isEmpty()) {
            String name = BootVariable.name(number);
            findings.add(Finding.warning(
                    FirmwareRule.ORDER_THERE,
                    in + " names " + name + ", and there is no such entry",
                    "`bcd firmware remove " + name + "` takes it out."));
        }
    }

    private void target(BootVariable entry, LoadOption option) {
        Optional<HardDrive> drive = option.path().hardDrive();
        if (drive.isEmpty()) {
            return;
        }
        Optional<KnownPartitions.Known> partition = partitions.find(drive.get());
        if (partition.isEmpty()) {
            if (partitions.complete()) {
                findings.add(Finding.warning(
                        FirmwareRule.PARTITION,
                        entry.title() + " starts from " + drive.get() + ", and no disk here has that partition",
                        "When the disk is gone for good, remove the entry with `bcd firmware remove " + entry.name() + "`."));
            }
            return;
        }
        Optional<String> file = option.path().file();
        if (file.isPresent() && partition.get().has(file.get()).equals(Optional.of(false))) {
            findings.add(Finding.warning(
                    FirmwareRule.FILE,
                    entry.title() + " starts " + file.get() + ", and partition " + partition.get().volume().number() + " of " + partition.get().disk()
                            + " has no such file",
                    "Put the file there, or remove the entry with `bcd firmware remove " + entry.name() + "`."));
        }
    }

    private void duplicates(BootVariable entry, LoadOption option) {
        BootVariable earlier = started.putIfAbsent(new Start(option.description(), option.path()), entry);
        if (earlier != null) {
            findings.add(Finding.warning(
                    FirmwareRule.DUPLICATE,
                    entry.title() + " starts the same as " + earlier.title(),
                    "One of them is enough: `bcd firmware remove " + entry.name() + "`."));
        }
    }

    /** What makes two entries the same. */
    private record Start(String title, DevicePath path) {}
}
