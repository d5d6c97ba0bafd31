package org.bcdkit.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.ProgramFile;
import org.bcdkit.windows.ProgramSignature;

/**
 * The boot files of a Windows for one firmware, compared with what is on the system partition.
 *
 * @param files in the order of the table; the file that firmware starts by itself last
 * @param architecture that the boot manager is for; absent when it does not tell
 * @param set which boot managers these are, and why
 * @param missingLocales languages that were asked for by name and have no folder
 */
public record BootFileSet(
        FirmwareKind firmware, List<BootFile> files, Optional<Architecture> architecture, SecureBootSet set, List<String> missingLocales) {

    /** As no boot file is; what is larger is not compared, and taken for another. */
    private static final long LARGEST = 64 << 20;

    private static final Set<String> PROGRAMS = Set.of("efi", "exe", "dll", "mui");
    private static final int MAX_DEPTH = 4;

    public BootFileSet {
        files = List.copyOf(files);
        missingLocales = List.copyOf(missingLocales);
    }

    /** The boot manager; empty when the Windows has none. */
    Optional<BootFile> bootManager() {
        for (BootFile file : files) {
            if (file.role() == BootFile.Role.BOOT_MANAGER) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads them.
     *
     * @param locales which folders of languages are wanted, in lower case; absent for all
     */
    static BootFileSet read(WindowsSource source, FileSystem target, FirmwareKind firmware, Optional<Set<String>> locales, boolean bootEx) throws IOException {
        return new Reading(source, target, BootFileTable.of(firmware), locales).read(bootEx);
    }

    private static final class Reading {
        private final WindowsSource source;
        private final FileSystem target;
        private final BootFileTable table;
        private final Optional<Set<String>> locales;
        private final List<BootFile> files = new ArrayList<>();
        /** Of the languages that are wanted, those of which no folder was found yet. */
        private final Set<String> missing;

        Reading(WindowsSource source, FileSystem target, BootFileTable table, Optional<Set<String>> locales) {
            this.source = source;
            this.target = target;
            this.table = table;
            this.locales = locales;
            this.missing = new TreeSet<>(locales.orElse(Set.of()));
        }

        BootFileSet read(boolean bootEx) throws IOException {
            SecureBootSet set = SecureBootSet.NONE;
            if (table.firmware() == FirmwareKind.UEFI) {
                boolean hasEx = source.find(exPath(table.bootManager())).isPresent();
                set = SecureBootSet.of(bootEx, hasEx, signature(table.kind().bootManagerPath()));
            }
            for (BootFileTable.Folder folder : table.folders()) {
                Optional<FileEntry> entry = source.find(folder.from());
                if (entry.isPresent() && entry.get().kind() == FileEntry.Kind.DIRECTORY) {
                    addAll(folder, entry.get(), "", set.isEx(), 0);
                }
            }
            Optional<Architecture> architecture = architecture();
            if (table.firmware() == FirmwareKind.UEFI && architecture.isPresent()) {
                addFallback(architecture.get());
            }
            return new BootFileSet(table.firmware(), files, architecture, set, List.copyOf(missing));
        }

        private Optional<ProgramSignature> signature(FilePath path) throws IOException {
            Optional<FileEntry> entry = path.find(target);
            if (entry.isEmpty() || entry.get().kind() != FileEntry.Kind.FILE) {
                return Optional.empty();
            }
            try (Storage content = target.open(entry.get())) {
                return ProgramSignature.read(content);
            }
        }

        /** @param below names from the folder of the table to {@code in}, with a slash behind each */
        private void addAll(BootFileTable.Folder folder, FileEntry in, String below, boolean isEx, int depth) throws IOException {
            for (FileEntry entry : source.files().list(in)) {
                String path = below + entry.name();
                if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                    if (depth < MAX_DEPTH && isWanted(entry.name())) {
                        addAll(folder, entry, path + "/", isEx, depth + 1);
                    }
                } else {
                    add(folder, entry, path, isEx);
                }
            }
        }

        private boolean isWanted(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            missing.remove(lower);
            return locales.isEmpty() || !isLocale(name) || locales.get().contains(lower);
        }

        private void add(BootFileTable.Folder folder, FileEntry entry, String below, boolean isEx) throws IOException {
            String from = folder.from() + "/" + below;
            Optional<FileEntry> ex = isEx ? source.find(exPath(from)) : Optional.empty();
            if (entry.kind() == FileEntry.Kind.LINK) {
                FilePath path = source.folder().resolve(from);
                source.files().target(entry, path.parent()); // says why it is none that can be read
            }
            FilePath to = table.target(folder, below);
            boolean isBootManager = to.equals(table.kind().bootManagerPath());
            boolean isSupport = !folder.hasPrograms() || below.indexOf('/') >= 0;
            BootFile.Role role = isBootManager ? BootFile.Role.BOOT_MANAGER : isSupport ? BootFile.Role.SUPPORT : BootFile.Role.PROGRAM;
            files.add(file(ex.isPresent() ? exPath(from) : from, ex.orElse(entry), to, role));
        }

        private BootFile file(String from, FileEntry entry, FilePath to, BootFile.Role role) throws IOException {
            SourceFile content = new SourceFile(source.files(), entry, source.name(from));
            boolean isManager = role == BootFile.Role.BOOT_MANAGER || to.name().equalsIgnoreCase("bootmgr.efi");
            Optional<BootFile.There> there = there(to, content, isManager);
            boolean isVersionWanted = isManager || there.isPresent() && !there.get().isSame() && isProgram(to);
            Optional<ProgramFile> program = isVersionWanted ? ProgramFile.read(content) : Optional.empty();
            return new BootFile(
                    source.name(from),
                    to,
                    role,
                    content,
                    entry.modified(),
                    program.isPresent() ? program.get().fileVersion() : Optional.empty(),
                    isManager ? ProgramSignature.read(content) : Optional.empty(),
                    there);
        }

        private Optional<BootFile.There> there(FilePath path, Storage wanted, boolean isManager) throws IOException {
            Optional<FileEntry> entry = path.find(target);
            if (entry.isEmpty() || entry.get().kind() != FileEntry.Kind.FILE || entry.get().size() > LARGEST) {
                return Optional.empty();
            }
            try (Storage file = target.open(entry.get())) {
                Bytes content = file.bytes(0, (int) file.size());
                boolean same = content.size() == wanted.size() && content.equals(wanted.bytes(0, content.size()));
                Optional<ProgramFile> program = !same && isProgram(path) || isManager ? ProgramFile.read(file) : Optional.empty();
                return Optional.of(new BootFile.There(
                        Fingerprint.of(content),
                        content.size(),
                        same,
                        program.isPresent() ? program.get().fileVersion() : Optional.empty(),
                        program.isPresent() ? program.get().architecture() : Optional.empty(),
                        isManager ? ProgramSignature.read(file) : Optional.empty()));
            }
        }

        private static boolean isProgram(FilePath path) {
            String name = path.name().toLowerCase(Locale.ROOT);
            return PROGRAMS.contains(name.substring(name.lastIndexOf('.') + 1)) || name.equals("bootmgr");
        }

        /** Only what the boot manager says: the loader tells nothing of whether the firmware starts that. */
        private Optional<Architecture> architecture() throws IOException {
            for (BootFile file : files) {
                if (file.role() == BootFile.Role.BOOT_MANAGER) {
                    Optional<ProgramFile> program = ProgramFile.read(file.content());
                    return program.isPresent() ? program.get().architecture() : Optional.empty();
                }
            }
            return Optional.empty();
        }

        private void addFallback(Architecture architecture) throws IOException {
            FilePath path = FilePath.parse("EFI/Boot/" + fallback(architecture));
            for (BootFile file : List.copyOf(files)) {
                if (file.role() == BootFile.Role.BOOT_MANAGER) {
                    files.add(file.at(path, BootFile.Role.FALLBACK, there(path, file.content(), true)));
                }
            }
        }
    }

    /** What firmware starts from a disk of which it knows nothing. UEFI, "Removable Media Boot Behavior". */
    private static String fallback(Architecture architecture) {
        return switch (architecture) {
            case X86 -> "bootia32.efi";
            case X64 -> "bootx64.efi";
            case ARM -> "bootarm.efi";
            case ARM64 -> "bootaa64.efi";
        };
    }

    /** {@code Boot/EFI_EX/bootmgfw_EX.efi} for {@code Boot/EFI/bootmgfw.efi}. */
    private static String exPath(String path) {
        int slash = path.lastIndexOf('/');
        int folder = path.indexOf('/', path.indexOf('/') + 1);
        int dot = path.lastIndexOf('.');
        String name = dot > slash ? path.substring(slash, dot) + "_EX" + path.substring(dot) : path.substring(slash) + "_EX";
        return path.substring(0, folder) + "_EX" + path.substring(folder, slash) + name;
    }

    /** Whether a folder is one of a language: {@code en-US}, {@code sr-Latn-RS}, {@code qps-ploc}. */
    static boolean isLocale(String name) {
        int dash = name.indexOf('-');
        if (dash < 2 || dash > 3 || name.length() < dash + 3) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!isLetter && (i < dash || c != '-' && !(c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }
}
