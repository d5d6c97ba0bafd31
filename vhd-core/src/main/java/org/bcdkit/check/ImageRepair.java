package org.bcdkit.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.vhd.VhdRepair;
import org.bcdkit.vhdx.VhdxCheck;
import org.bcdkit.vhdx.VhdxRepair;

/**
 * Makes a damaged VHD or VHDX whole, or takes that back. What is written over is kept in a file beside the image first. Every step is safe on the disk
 * before the next one begins, and after each the image can be read as well as before.
 */
public final class ImageRepair {

    private static final String KEPT = ".kept";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final Path path;
    private final DiskFormat format;
    private final Identities identities;
    private final boolean forced;
    private final CheckLevel level;
    private final List<RepairStep> steps;
    private final List<Finding> findings;
    private final Optional<KeptBytes> kept;
    private final Optional<Path> takenBack;

    /** The GUIDs that a VHDX gets when it is changed: they have to be the same when the plan is made again. */
    private record Identities(UUID fileWrite, UUID dataWrite) {}

    private ImageRepair(
            Path path,
            DiskFormat format,
            Identities identities,
            boolean forced,
            CheckLevel level,
            List<RepairStep> steps,
            List<Finding> findings,
            Optional<KeptBytes> kept,
            Optional<Path> takenBack) {
        this.path = path;
        this.format = format;
        this.identities = identities;
        this.forced = forced;
        this.level = level;
        this.steps = steps;
        this.findings = findings;
        this.kept = kept;
        this.takenBack = takenBack;
    }

    /**
     * Plans the repair of the image at {@code path}.
     *
     * @param forced whether content may be given up that the file does not have
     * @param level how much of it is looked at: at least full; at deep, bitmaps are mended too
     * @throws MalformedException when it is neither a VHD nor a VHDX
     */
    public static ImageRepair plan(Path path, boolean forced, CheckLevel level) throws IOException {
        Identities identities = new Identities(RandomGuid.next(), RandomGuid.next());
        try (Storage image = FileStorage.open(path)) {
            List<ImageFinding> before = ImageCheck.findings(image, level);
            List<RepairStep> steps = steps(image, forced, level, identities);
            List<ImageFinding> left = steps.isEmpty() ? before : ImageCheck.findings(outcome(image, steps), level);
            boolean mayBeForced = false;
            if (!forced && hasError(left)) {
                List<RepairStep> more = steps(image, true, level, identities);
                mayBeForced = !more.isEmpty() && !hasError(ImageCheck.findings(outcome(image, more), level));
            }
            List<Finding> told = told(left, mayBeForced);
            return new ImageRepair(path, format(image), identities, forced, level, steps, told, KeptBytes.of(image, steps), Optional.empty());
        }
    }

    /**
     * Plans to take back what the last repair of the image at {@code path} did.
     *
     * @return empty when no bytes are kept
     * @throws StalePlanException when something else has changed the image since
     */
    public static Optional<ImageRepair> planUndo(Path path) throws IOException {
        Optional<Path> last = lastKept(path);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        try (Storage image = FileStorage.open(path);
                Storage bytes = FileStorage.open(last.get())) {
            Optional<List<RepairStep>> steps = KeptBytes.read(bytes).undo(image);
            if (steps.isEmpty()) {
                throw new StalePlanException(path + " is not what the last repair made of it: something else has changed it since, or taking it back was"
                        + " interrupted. Nothing was changed. bcd vdisk repair makes it whole; what was written over last is in " + last.get() + ".");
            }
            Identities none = new Identities(new UUID(0, 0), new UUID(0, 0));
            Optional<KeptBytes> kept = KeptBytes.of(image, steps.get());
            return Optional.of(new ImageRepair(path, format(image), none, false, CheckLevel.FULL, steps.get(), List.of(), kept, last));
        }
    }

    private static DiskFormat format(Storage image) throws IOException {
        return VhdxCheck.recognises(image) ? DiskFormat.VHDX : DiskFormat.VHD;
    }

    private static List<RepairStep> steps(Storage image, boolean forced, CheckLevel level, Identities identities) throws IOException {
        return steps(image, forced, level, identities.fileWrite, identities.dataWrite);
    }

    /** What is to be done; nothing when that cannot be told because structures are cut off. */
    static List<RepairStep> steps(Storage image, boolean forced, CheckLevel level, UUID fileWrite, UUID dataWrite) throws IOException {
        try {
            return VhdxCheck.recognises(image) ? VhdxRepair.plan(image, forced, fileWrite, dataWrite) : VhdRepair.plan(image, forced, level);
        } catch (FormatException e) {
            return List.of();
        }
    }

    private static Storage outcome(Storage image, List<RepairStep> steps) throws IOException {
        RepairOutcome outcome = new RepairOutcome(image);
        for (RepairStep step : steps) {
            outcome.carryOut(step);
        }
        return outcome;
    }

    private static boolean hasError(List<ImageFinding> findings) {
        for (ImageFinding finding : findings) {
            if (finding.severity() == Severity.ERROR || isOfMachine(finding.rule())) {
                return true;
            }
        }
        return false;
    }

    /** A virtual machine that was saved remembers what is in its disk: nobody else may change it. */
    private static boolean isOfMachine(Rule rule) {
        return rule == VirtualDiskRule.SAVED_STATE;
    }

    private static List<Finding> told(List<ImageFinding> left, boolean mayBeForced) {
        List<Finding> told = new ArrayList<>();
        for (ImageFinding finding : left) {
            Finding own = finding.toFinding();
            Severity severity = isOfMachine(finding.rule()) ? Severity.ERROR : own.severity();
            told.add(new Finding(own.rule(), severity, own.message(), remedy(finding, severity, mayBeForced), severity == Severity.ERROR && mayBeForced));
        }
        return told;
    }

    /** That this command mends it is no remedy where it does not. */
    private static Optional<String> remedy(ImageFinding finding, Severity severity, boolean mayBeForced) {
        if (severity != Severity.ERROR || isOfMachine(finding.rule())) {
            return finding.remedy();
        }
        return Optional.of(mayBeForced
                ? "Copy the image again, or restore it from a backup. When there is no other, --force gives up what is missing."
                : "It cannot be repaired. Copy the image again from where it came from, or restore it from a backup.");
    }

    /** What is done, for a preview. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (RepairStep step : steps) {
            changes.addAll(step.changes());
        }
        return changes;
    }

    /** What is wrong or odd still when everything is done. With an error among it, nothing is to be done. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether what is written over can be kept. */
    public boolean canBeUndone() {
        return kept.isPresent();
    }

    /**
     * Whether the file should have the same time behind it as before: by that children of a VHD tell whether it is what it was, and to them it is unless
     * something is given up.
     */
    public boolean keepsTime() {
        return !forced && format == DiskFormat.VHD;
    }

    /**
     * Carries it out.
     *
     * @return where what was written over is kept; absent when it is too much
     * @throws StalePlanException when the image is not what it was when the plan was made
     */
    public Optional<Path> apply(Instant now) throws IOException {
        Optional<Path> file = Optional.empty();
        try (WritableFile image = WritableFile.openToGrow(path)) {
            image.lock();
            if (!steps.equals(takenBack.isPresent() ? undoAgain(image) : steps(image, forced, level, identities))) {
                throw new StalePlanException(path + " was changed by somebody else since it was read. Nothing was changed. Run the command again.");
            }
            if (kept.isPresent()) {
                file = Optional.of(keptFile(now));
                FileReplacement.create(file.get(), kept.get().toBytes());
            }
            carryOut(image);
            if (takenBack.isPresent()) {
                Files.delete(takenBack.get());
            }
            return file;
        }
    }

    private void carryOut(WritableFile image) throws IOException {
        try {
            for (RepairStep step : steps) {
                RepairOutcome.carryOut(step, image);
            }
        } catch (HostException e) {
            throw new HostException(e.getMessage(), e.remedy() + " The image is as it was, or repaired in part; run the repair again.", e);
        }
    }

    private List<RepairStep> undoAgain(Storage image) throws IOException {
        try (Storage bytes = FileStorage.open(takenBack.orElseThrow())) {
            return KeptBytes.read(bytes).undo(image).orElse(List.of());
        }
    }

    /** The newest has the latest time, also where the clock was set back. */
    private Path keptFile(Instant now) throws IOException {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        Optional<Path> last = lastKept(path);
        if (last.isPresent() && !time(path, last.get()).orElseThrow().isBefore(time)) {
            time = time(path, last.get()).orElseThrow().plusMillis(1);
        }
        return path.resolveSibling(path.getFileName() + "." + TIME.format(time.atOffset(ZoneOffset.UTC)) + KEPT);
    }

    private static Optional<Path> lastKept(Path path) throws IOException {
        Optional<Path> last = Optional.empty();
        try (var siblings = Files.newDirectoryStream(path.toAbsolutePath().getParent())) {
            for (Path sibling : siblings) {
                Path file = path.resolveSibling(sibling.getFileName());
                Optional<Instant> time = time(path, file);
                if (time.isPresent() && (last.isEmpty() || time.get().isAfter(time(path, last.get()).orElseThrow()))) {
                    last = Optional.of(file);
                }
            }
        }
        return last;
    }

    /** When the repair of the image at {@code path} was that left {@code kept}; empty when none did. */
    private static Optional<Instant> time(Path path, Path kept) {
        String name = kept.getFileName().toString();
        String start = path.getFileName() + ".";
        if (!name.startsWith(start) || !name.endsWith(KEPT) || name.length() < start.length() + KEPT.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(name.substring(start.length(), name.length() - KEPT.length()), TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
