package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.argument.BootLine;
import org.bcdkit.argument.FileArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreCleaning;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.install.CleanedStores;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.view.BootHelp;

/** {@code bcd boot …}, which is {@code bcdboot …}: bcdboot's syntax and words. It does what {@code bcd init} does. */
public final class BootCommand implements Command {

    /** ERROR_INVALID_PARAMETER. */
    private static final int WRONG_LINE = 87;
    private static final int FAILED = 1;
    private static final String CREATED = "Boot files successfully created.";
    private static final String NOT_CREATED = "Failure when attempting to copy boot files.";
    private static final String LOCATE = "locate";
    private static final String BCD_CLEAN = "bcdclean";

    @Override
    public void describe(Syntax syntax) {
        syntax.words(
                        "WORD",
                        List.of(),
                        "A command line of bcdboot: the Windows folder and /l, /s, /f, /v, /m, /d, /addlast, /p, /c, /bcdclean, /bootex, /offline, /nofirmwaresync."
                                + " Beside that, --windows-device says what the loader's device is, as in bcd init.")
                .withoutStore("the stores of the system partition are written.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        if (BootLine.asksForHelp(invocation.parameters())) {
            invocation.out().print(BootHelp.text());
            return ExitCode.DONE.code();
        }
        try {
            BootLine line = BootLine.parse(invocation.parameters());
            return code(line.source().isPresent() ? run(init(invocation, line), line) : clean(init(invocation, line), line));
        } catch (UsageException e) {
            invocation.messages().error(e.getMessage());
            return WRONG_LINE;
        } catch (IOException | RequestException e) {
            invocation.messages().failure(List.of(NOT_CREATED));
            throw e;
        }
    }

    @Override
    public int exitCode(Throwable failure) {
        return code(ExitCode.of(failure).code());
    }

    /** As bcdboot ends: 0, 87 for a wrong line, else 1. What was applied in part, and what --detailed-exit-code tells, keeps bcd's own code. */
    private static int code(int ours) {
        if (ours == ExitCode.USAGE.code()) {
            return WRONG_LINE;
        }
        boolean isKept = ours == ExitCode.DONE.code() || ours == ExitCode.PARTIAL.code() || ours == ExitCode.PENDING.code();
        return isKept ? ours : FAILED;
    }

    private static int run(Invocation init, BootLine line) throws IOException {
        try (WindowsPlace place = WindowsPlace.open(init); InitTarget target = InitTarget.open(init)) {
            boolean isKnown = line.windowsDevice().isPresent() || place.source().partition().isPresent();
            if (!isKnown) {
                init.messages().note("Which partition " + place.source().name() + " lies on cannot be told: the boot manager will look for it on all volumes"
                        + " (locate). --windows-device says where it is.");
            }
            Invocation known = isKnown ? init : init.withOption(InitCommand.WINDOWS_DEVICE, LOCATE);
            Initialise proposal = InitCommand.plan(known, place, target);
            if (init.global().dryRun() || init.global().json()) {
                return proposal.carryOut(known);
            }
            if (proposal.isRefused()) {
                proposal.carryOut(known);
                init.messages().failure(List.of(NOT_CREATED));
                return FAILED;
            }
            return proposal.carryOutQuietly(known, List.of(CREATED));
        }
    }

    /** A line without a source cleans the stores that are there, and does nothing else. */
    private static int clean(Invocation init, BootLine line) throws IOException {
        try (InitTarget target = InitTarget.open(init);
                TargetDevices devices = TargetDevices.open(target, line.value(BCD_CLEAN).equals(Optional.of(BootLine.FULL)))) {
            int cleaned = 0;
            int worst = ExitCode.DONE.code();
            for (SystemPartition.Kind kind : SystemPartition.Kind.values()) {
                Optional<FileEntry> store = kind.storePath().find(target.volume().files());
                if (store.isPresent()) {
                    cleaned++;
                    Invocation named = init.with(init.global().withStore(target.volume().name(kind.storePath())));
                    StoreLocation location = named.store();
                    StorePlan plan = CleanedStores.plan(location.read(), new StoreCleaning(devices.known()));
                    int code = new StoreEdit(named, location, plan, location.name() + " has no entry that has to go.").carryOut(named);
                    if (code != ExitCode.DONE.code() && code != ExitCode.PENDING.code()) {
                        return code;
                    }
                    worst = Math.max(worst, code);
                }
            }
            if (cleaned == 0) {
                throw new RequestException("There is no boot store on " + target.volume().name() + " to clean.");
            }
            return worst;
        }
    }

    /** The call of {@code bcd init} that means the same. */
    private static Invocation init(Invocation invocation, BootLine line) throws IOException {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put(InitTarget.TARGET, List.of(target(invocation, line).toString()));
        put(options, InitCommand.WINDOWS_DEVICE, line.windowsDevice());
        put(options, InitCommand.LOCALE, line.value("l"));
        if (line.value("f").isPresent()) {
            String firmware = line.value("f").get().toLowerCase(Locale.ROOT);
            options.put(InitCommand.FIRMWARE, List.of(switch (firmware) {
                case "uefi", "bios" -> firmware;
                case "all" -> InitCommand.BOTH;
                default -> throw new UsageException("/f takes UEFI, BIOS or ALL, and not \"" + line.value("f").get() + "\".");
            }));
        }
        Optional<String> merged = line.value("m");
        if (merged.isPresent() && !merged.get().isEmpty()) {
            put(options, InitCommand.MERGE, merged);
        }
        flag(options, InitCommand.KEEP_DEFAULT, line.has("d"));
        flag(options, InitFirmware.ADD_LAST, line.has("addlast"));
        flag(options, InitFirmware.KEEP_POSITION, line.has("p"));
        flag(options, InitFirmware.NO_FIRMWARE, line.has("nofirmwaresync"));
        flag(options, InitCommand.CLEAN, line.has("c"));
        flag(options, InitCommand.BOOT_EX, line.has("bootex"));
        if (line.has(BCD_CLEAN)) {
            boolean isFull = line.value(BCD_CLEAN).equals(Optional.of(BootLine.FULL));
            options.put(InitCommand.BCD_CLEAN, List.of(isFull ? InitCommand.FULL : InitCommand.DUPLICATES));
        }
        GlobalOptions global = line.has("v") ? invocation.global().saying() : invocation.global();
        return new Invocation(new Arguments(options, line.source().isPresent() ? List.of(line.source().get()) : List.of()), global, invocation.surroundings(), invocation.messages());
    }

    private static void put(Map<String, List<String>> options, String name, Optional<String> value) {
        if (value.isPresent()) {
            options.put(name, List.of(value.get()));
        }
    }

    private static void flag(Map<String, List<String>> options, String name, boolean given) {
        if (given) {
            options.put(name, List.of());
        }
    }

    /** The folder behind {@code /s}; without it, where this machine's own store is. */
    private static Path target(Invocation invocation, BootLine line) throws IOException {
        if (line.value("s").isPresent()) {
            return FileArgument.folder(line.value("s").get(), MapArgument.parse(invocation.global().maps()));
        }
        Optional<Path> store = invocation.surroundings().host().systemStore();
        if (store.isEmpty()) {
            throw new RequestException("This machine has no system partition that can be reached. Name one with /s, and --map S=/mnt/esp for a letter.");
        }
        for (SystemPartition.Kind kind : SystemPartition.Kind.values()) {
            Path root = store.get().toAbsolutePath();
            for (FilePath path = kind.storePath(); !path.names().isEmpty() && root != null; path = path.parent()) {
                root = root.getFileName() != null && root.getFileName().toString().equalsIgnoreCase(path.name()) ? root.getParent() : null;
            }
            if (root != null) {
                return root;
            }
        }
        throw new RequestException(store.get() + " is not where a system partition has its store. Name the partition with /s.");
    }
}
