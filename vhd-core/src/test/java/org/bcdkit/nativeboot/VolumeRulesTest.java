package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;

/** The rules about the file systems in the image, and which of them holds the Windows: where each fires, and where it does not. */
class VolumeRulesTest {

    private static final VolumeState CLEAN = new VolumeState(3, 1, false, false, false);
    private static final String CHECK = " -> Attach the image in Windows and run chkdsk on the volume, or restore the image from a backup.";
    private static final String UNENCRYPTED = "VOL-02 ok no volume in the image is encrypted with BitLocker";

    private static ExaminedVolume closed(int number, VolumeKind kind) {
        return ExaminedVolume.closed(number, Optional.empty(), Optional.of(kind), Optional.empty());
    }

    private static ExaminedVolume damaged(int number) {
        return ExaminedVolume.closed(number, Optional.empty(), Optional.of(VolumeKind.NTFS), Optional.of("the file record is wrong"));
    }

    private static ExaminedVolume windows(int number, VolumeKind kind, WindowsVersion version, VolumeState state) {
        return new ExaminedVolume(
                number,
                Optional.empty(),
                Optional.of(kind),
                Optional.empty(),
                Optional.of(InstalledWindows.healthy().version(version).build()),
                Optional.ofNullable(state),
                Optional.empty());
    }

    private static ExaminedVolume windows(VolumeState state) {
        return windows(2, VolumeKind.NTFS, InstalledWindows.WINDOWS_11, state);
    }

    private static List<Finding> judge(Optional<ExaminedVolume> chosen, ExaminedVolume... volumes) {
        return VolumeRules.judge(Arrays.asList(volumes), chosen);
    }

    private static List<String> lines(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(Judged.line(finding));
        }
        return lines;
    }

    @Test
    void nothingIsWrongWithACleanVolume() {
        ExaminedVolume volume = windows(CLEAN);
        assertThat(lines(judge(Optional.of(volume), volume)))
                .containsExactly(
                        "VOL-01 ok partition 2 holds NTFS 3.1",
                        UNENCRYPTED,
                        "VOL-03 ok partition 2 is not marked dirty",
                        "VOL-04 ok the Windows in the image is not hibernated");
    }

    // VOL-01: the file system

    @Test
    void vol01RefusesOtherFileSystems() {
        ExaminedVolume fat = windows(1, VolumeKind.FAT32, InstalledWindows.WINDOWS_11, null);
        assertThat(lines(judge(Optional.of(fat), fat)))
                .containsExactly(
                        "VOL-01 error partition 1 holds FAT32, and Windows starts from NTFS only -> Format the volume with NTFS and put Windows on "
                                + "it again.",
                        UNENCRYPTED);
        assertThat(lines(judge(Optional.empty(), closed(0, VolumeKind.EXFAT))))
                .containsExactly(
                        "VOL-01 error the volume in the image holds exFAT, and Windows starts from NTFS only"
                                + " -> Format the volume with NTFS and put Windows on it again.",
                        UNENCRYPTED);
        ExaminedVolume old = windows(new VolumeState(1, 2, false, false, false));
        assertThat(lines(judge(Optional.of(old), old)).get(0))
                .isEqualTo("VOL-01 error partition 2 holds NTFS 1.2, and Windows starts from NTFS 3.1 -> Format the volume anew, in Windows XP or "
                        + "later.");
    }

    @Test
    void vol01SaysNothingOfOtherVolumesBesideAnNtfs() {
        assertThat(lines(judge(Optional.empty(), closed(1, VolumeKind.FAT32), closed(2, VolumeKind.NTFS)))).containsExactly(UNENCRYPTED);
        ExaminedVolume volume = windows(CLEAN);
        assertThat(Judged.lines(judge(Optional.of(volume), closed(1, VolumeKind.FAT32), volume), "VOL-01")).containsExactly("VOL-01 ok partition 2 "
                + "holds NTFS 3.1");
    }

    @Test
    void vol01RefusesDamageAndOnlyWarnsOfItBesideTheWindows() {
        assertThat(lines(judge(Optional.empty(), damaged(1))))
                .containsExactly("VOL-01 error partition 1 cannot be read: the file record is wrong" + CHECK, UNENCRYPTED);
        ExaminedVolume volume = windows(CLEAN);
        assertThat(Judged.lines(judge(Optional.of(volume), damaged(1), volume), "VOL-01"))
                .containsExactly("VOL-01 warning partition 1 cannot be read: the file record is wrong" + CHECK, "VOL-01 ok partition 2 holds NTFS "
                        + "3.1");
    }

    // VOL-02: BitLocker

    @Test
    void vol02RefusesBitLockerUnlessForced() {
        List<Finding> findings = judge(Optional.empty(), closed(1, VolumeKind.BITLOCKER));
        assertThat(lines(findings))
                .containsExactly("VOL-02 error partition 1 is encrypted with BitLocker, which is not supported in an image that is to start; what "
                        + "is on it could not be judged -> Decrypt the volume in Windows, for instance with manage-bde -off.");
        assertThat(findings.get(0).forced().isError()).isFalse();
        ExaminedVolume windows11 = windows(CLEAN);
        List<Finding> beside = judge(Optional.of(windows11), windows11, closed(3, VolumeKind.BITLOCKER));
        assertThat(Judged.lines(beside, "VOL-02"))
                .containsExactly("VOL-02 error partition 3 is encrypted with BitLocker, which is not supported in an image that is to start"
                        + " -> Decrypt the volume in Windows, for instance with manage-bde -off.");
        assertThat(beside).filteredOn(finding -> finding.rule().equals("VOL-02")).allMatch(finding -> !finding.forced().isError());
    }

    @Test
    void vol02CannotBeForcedForWindows7() {
        ExaminedVolume windows7 = windows(1, VolumeKind.NTFS, InstalledWindows.WINDOWS_7, CLEAN);
        assertThat(judge(Optional.of(windows7), windows7, closed(2, VolumeKind.BITLOCKER)))
                .filteredOn(finding -> finding.rule().equals("VOL-02"))
                .singleElement()
                .matches(finding -> finding.forced().isError());
    }

    // VOL-03 and VOL-04: in what state Windows left it

    @Test
    void vol03WarnsOfADirtyVolume() {
        ExaminedVolume dirty = windows(new VolumeState(3, 1, true, false, false));
        assertThat(Judged.lines(judge(Optional.of(dirty), dirty), "VOL-03"))
                .containsExactly("VOL-03 warning partition 2 is marked dirty: Windows will check it when it starts -> Attach the image in Windows "
                        + "and run chkdsk on the volume before it is started.");
    }

    @Test
    void vol04WarnsOfAHibernatedWindows() {
        ExaminedVolume hibernated = windows(new VolumeState(3, 1, false, true, false));
        assertThat(Judged.lines(judge(Optional.of(hibernated), hibernated), "VOL-04"))
                .containsExactly("VOL-04 warning the Windows on partition 2 was hibernated; native boot does not support hibernation, and its state "
                        + "will be lost -> Start it where it was hibernated and shut it down with shutdown /s /t 0.");
    }

    // PRT-02: the one with the Windows

    private static String prt02(ExaminedVolume... volumes) {
        return Judged.line(PartitionRules.judgeWindows(Arrays.asList(volumes)));
    }

    @Test
    void prt02PassesOneWindows() {
        assertThat(prt02(closed(1, VolumeKind.FAT32), windows(CLEAN)))
                .isEqualTo("PRT-02 ok there is a Windows on partition 2 (10.0.22621.1702 Professional)");
    }

    @Test
    void prt02RefusesNone() {
        ExaminedVolume unknown = ExaminedVolume.closed(2, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(prt02(closed(1, VolumeKind.NTFS), unknown))
                .isEqualTo("PRT-02 error there is no Windows in the image: partition 1 holds NTFS, partition 2 holds nothing known here"
                        + " -> Put Windows on a partition of the image.");
        assertThat(prt02()).isEqualTo("PRT-02 error there is no Windows in the image -> Put Windows on a partition of the image.");
    }

    @Test
    void prt02RefusesSeveralAndListsThem() {
        assertThat(prt02(windows(1, VolumeKind.NTFS, InstalledWindows.WINDOWS_7, CLEAN), windows(CLEAN)))
                .isEqualTo("PRT-02 error there are several Windows in the image, and which one is to start is not known: partition 1 (6.1.7601 "
                        + "Professional), partition 2 (10.0.22621.1702 Professional) -> Leave only one Windows in the image.");
    }

    @Test
    void prt02DoesNotDenyAWindowsThatCannotBeSeen() {
        assertThat(prt02(closed(1, VolumeKind.BITLOCKER), closed(2, VolumeKind.FAT32)))
                .isEqualTo("PRT-02 info whether there is a Windows in the image is not known: partition 1 (BitLocker) cannot be looked into");
        assertThat(prt02(damaged(1), closed(2, VolumeKind.LDM)))
                .isEqualTo("PRT-02 info whether there is a Windows in the image is not known: partition 1 (NTFS), partition 2 (dynamic disk (LDM)) "
                        + "cannot be looked into");
    }
}
