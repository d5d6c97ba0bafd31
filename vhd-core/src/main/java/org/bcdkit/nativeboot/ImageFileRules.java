package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.plan.Finding;

/** The rules about how the image file lies on its volume. Specification: native boot of virtual disks, HST-09 and HST-10. */
final class ImageFileRules {

    /** What Windows calls MAX_PATH. */
    private static final int LONGEST_PATH = 260;

    private static final int LAST_OF_ASCII = 0x7F;

    private ImageFileRules() {}

    static List<Finding> judge(ImageFileFacts file) {
        List<Finding> findings = new ArrayList<>();
        if (file.attributes().isPresent()) {
            findings.add(judgeAttributes(file.attributes().get(), file.path().orElse("FILE")));
        }
        if (file.path().isPresent()) {
            judgePath(file.path().get(), findings);
        }
        return findings;
    }

    private static Finding judgeAttributes(Set<FileAttribute> attributes, String path) {
        List<String> found = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        // In the order of the enum: a set has none.
        for (FileAttribute attribute : FileAttribute.values()) {
            if (attributes.contains(attribute)) {
                found.add(text(attribute));
                remedies.add(remedy(attribute, '"' + path + '"'));
            }
        }
        if (found.isEmpty()) {
            return Finding.ok(NativeBootRule.FILE_ATTRIBUTES, "the image file is not compressed, encrypted, sparse, a reparse point or offline");
        }
        return Finding.error(
                NativeBootRule.FILE_ATTRIBUTES,
                "the image file is " + String.join(", ", found) + "; Windows starts none that is (" + VirtualDiskStatus.LIMITATION.toHex() + ")",
                String.join(" ", remedies));
    }

    private static String text(FileAttribute attribute) {
        return switch (attribute) {
            case COMPRESSED, ENCRYPTED, SPARSE, OFFLINE -> attribute.word();
            case REPARSE_POINT -> "a reparse point or behind one (a link, WOF compression, deduplication, the cloud)";
        };
    }

    private static String remedy(FileAttribute attribute, String path) {
        return switch (attribute) {
            case COMPRESSED -> "Expand it in Windows with compact /u " + path + ".";
            case ENCRYPTED -> "Decrypt it in Windows with cipher /d " + path + ".";
            case SPARSE -> "Copy it to a new file, which Windows does not make sparse.";
            case REPARSE_POINT -> "Put the file itself there, expanded with compact /u /exe " + path + " if it is compressed.";
            case OFFLINE -> "Have its content brought back, in Windows with \"Always keep on this device\".";
        };
    }

    private static void judgePath(String path, List<Finding> findings) {
        boolean plain = isAscii(path);
        if (path.length() > LONGEST_PATH) {
            findings.add(
                    Finding.warning(
                            NativeBootRule.IMAGE_PATH,
                            "the path of the image has " + path.length() + " characters; the boot manager may not find one with more than "
                                    + LONGEST_PATH,
                            "Move the image to a folder near the root of the volume, such as \\vhds."));
        }
        if (!plain) {
            findings.add(
                    Finding.warning(
                            NativeBootRule.IMAGE_PATH,
                            "the path " + path + " has characters outside of ASCII, which the boot manager may compare in another way than Windows",
                            "Rename the image and its folders, so that they have letters from A to Z only."));
        }
        if (path.length() <= LONGEST_PATH && plain && !Finding.refuse(VhdEntryPlanner.judgePath(path))) {
            findings.add(Finding.ok(NativeBootRule.IMAGE_PATH, "the boot manager can find the path " + path));
        }
    }

    private static boolean isAscii(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) > LAST_OF_ASCII) {
                return false;
            }
        }
        return true;
    }
}
