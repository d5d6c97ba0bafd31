package org.bcdkit.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Fingerprint;

/** Which boot files of a Windows are written for one firmware, in what order, and what is said about that and about those that are left alone. */
final class BootFileSteps {

    private static final Set<FileMark> BIOS_MARKS = Set.of(FileMark.READ_ONLY, FileMark.HIDDEN, FileMark.SYSTEM);

    private final FirmwareSurvey survey;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<VolumeStep> first = new ArrayList<>();
    private final List<VolumeStep> last = new ArrayList<>();

    private BootFileSteps(FirmwareSurvey survey) {
        this.survey = survey;
    }

    static BootFileSteps of(FirmwareSurvey survey) {
        return new BootFileSteps(survey).plan();
    }

    List<Finding> findings() {
        return findings;
    }

    List<Change> changes() {
        return changes;
    }

    /** What is written before the stores. */
    List<VolumeStep> first() {
        return first;
    }

    /** What is written when the stores are. */
    List<VolumeStep> last() {
        return last;
    }

    private BootFileSteps plan() {
        for (BootFile.Role role : BootFile.Role.values()) {
            List<BootFile> added = new ArrayList<>();
            List<BootFile> replaced = new ArrayList<>();
            for (BootFile file : survey.files().files()) {
                if (file.role() == role) {
                    decide(file, added, replaced);
                }
            }
            boolean isStart = role == BootFile.Role.FALLBACK || role == BootFile.Role.BOOT_MANAGER && survey.firmware() == FirmwareKind.BIOS;
            if (isStart) {
                addStep(first, replaced);
                addStep(last, added);
            } else {
                List<BootFile> both = new ArrayList<>(added);
                both.addAll(replaced);
                addStep(first, both);
            }
            if (role == BootFile.Role.SUPPORT) {
                summarise(Action.ADD, added);
                summarise(Action.CHANGE, replaced);
            } else {
                tell(Action.ADD, added);
                tell(Action.CHANGE, replaced);
            }
        }
        return this;
    }

    private void decide(BootFile file, List<BootFile> added, List<BootFile> replaced) {
        FileDecision decision = FileDecision.of(file, survey.files().set(), survey.files().bootManager());
        String place = file.target().windowsText();
        switch (decision) {
            case SAME -> { }
            case WRITE -> (file.there().isPresent() ? replaced : added).add(file);
            case NEWER -> {
                String versions = file.isOlder().isPresent() ? " (" + file.there().get().version().get() + ", here " + file.version().get() + ")" : "";
                findings.add(Finding.info(InstallRule.NEWER, place + " is left alone: what is there is newer" + versions));
                keep(place, "newer");
            }
            case OTHER_LOADER -> {
                findings.add(Finding.warning(
                        InstallRule.OTHER_LOADER,
                        place + " belongs to another loader (" + signed(file.there().get()) + ") and is left alone",
                        "Start Windows through that loader, or through a firmware entry, which bcd firmware add makes."));
                keep(place, "another loader's");
            }
            case SIGNED_2023 -> keep(place, "signed by the authority of 2023");
        }
    }

    private static String signed(BootFile.There there) {
        return there.signature().isPresent() ? "signed: " + there.signature().get() : "not signed";
    }

    private void keep(String place, String why) {
        changes.add(new Change(Action.KEEP, place, Optional.empty(), Optional.of("left alone: " + why)));
    }

    private void addStep(List<VolumeStep> to, List<BootFile> files) {
        if (files.isEmpty()) {
            return;
        }
        List<VolumeChange> writes = new ArrayList<>();
        for (BootFile file : files) {
            Optional<Fingerprint> replaced = file.there().isPresent() ? Optional.of(file.there().get().content()) : Optional.empty();
            boolean isMarked = survey.firmware() == FirmwareKind.BIOS && file.target().names().size() == 1;
            writes.add(new VolumeChange.WriteFile(file.target(), file.content(), file.modified(), isMarked ? BIOS_MARKS : Set.of(), replaced));
        }
        String name = files.get(0).target().windowsText();
        String title = files.size() == 1 ? "write " + name : "write " + files.size() + " files, " + name + " and others";
        to.add(new VolumeStep(title, writes));
    }

    private void tell(Action action, List<BootFile> files) {
        for (BootFile file : files) {
            Optional<String> before = action == Action.CHANGE ? Optional.of(text(file.there().get())) : Optional.empty();
            changes.add(new Change(action, file.target().windowsText(), before, Optional.of(text(file))));
        }
    }

    private static String text(BootFile file) {
        String version = file.version().isPresent() ? ", " + file.version().get() : "";
        boolean isManager = file.role() == BootFile.Role.BOOT_MANAGER || file.role() == BootFile.Role.FALLBACK || file.signature().isPresent();
        String signature = file.signature().isPresent() ? ", signed: " + file.signature().get() : isManager ? ", not signed" : "";
        return ByteSize.format(file.content().size()) + version + signature;
    }

    private static String text(BootFile.There there) {
        String version = there.version().isPresent() ? ", " + there.version().get() : "";
        return ByteSize.format(there.size()) + version + (there.signature().isPresent() ? ", signed: " + there.signature().get() : "");
    }

    /** One line for each folder. */
    private void summarise(Action action, List<BootFile> files) {
        List<FilePath> folders = new ArrayList<>();
        for (BootFile file : files) {
            if (!folders.contains(file.target().parent())) {
                folders.add(file.target().parent());
            }
        }
        for (FilePath folder : folders) {
            int count = 0;
            long size = 0;
            for (BootFile file : files) {
                boolean isIn = file.target().parent().equals(folder);
                count += isIn ? 1 : 0;
                size += isIn ? file.content().size() : 0;
            }
            String number = count == 1 ? "1 file" : count + " files";
            Optional<String> before = action == Action.CHANGE ? Optional.of("other content") : Optional.empty();
            changes.add(new Change(action, folder.windowsText() + "\\*", before, Optional.of(number + ", " + ByteSize.format(size))));
        }
    }
}
