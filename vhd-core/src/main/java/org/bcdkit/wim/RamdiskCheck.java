package org.bcdkit.wim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.Architecture;

/** Judges whether a WIM can be started from memory. What is not known is not judged. */
public final class RamdiskCheck {

    private static final String SDI_SIGNATURE = "$SDI";
    private static final String WINDOWS_PE = "WindowsPE";
    private static final String COPY_SDI =
            "Copy the boot.sdi of any Windows there (Windows\\Boot\\DVD\\EFI\\boot.sdi), or name another one with --sdi.";

    private RamdiskCheck() {}

    /**
     * What the rules say of the WIM itself.
     *
     * @param firmware that will start it, as far as it is known
     */
    public static List<Finding> judge(WimFile wim, Optional<FirmwareKind> firmware) {
        List<Finding> findings = new ArrayList<>();
        if (wim.parts() > 1) {
            findings.add(Finding.error(
                    RamdiskRule.WHOLE,
                    wim.path() + " is part " + wim.part() + " of " + wim.parts() + " of a split WIM",
                    remedy(RamdiskRule.WHOLE)));
        }
        Optional<WimImage> image = wim.bootImage();
        if (image.isEmpty()) {
            String found = wim.bootIndex().isEmpty()
                    ? " names no image to start"
                    : " names image " + wim.bootIndex().getAsLong() + " to start, and has " + wim.images().size();
            findings.add(Finding.error(RamdiskRule.BOOT_IMAGE, wim.path() + found, remedy(RamdiskRule.BOOT_IMAGE)));
        }
        if (wim.isPacked()) {
            findings.add(Finding.error(
                    RamdiskRule.COMPRESSION,
                    wim.path() + " is packed as an ESD, which boot managers do not unpack",
                    remedy(RamdiskRule.COMPRESSION)));
        }
        if (image.isPresent()) {
            judgeImage(wim, image.get(), firmware, findings);
        }
        return findings;
    }

    private static void judgeImage(WimFile wim, WimImage image, Optional<FirmwareKind> firmware, List<Finding> findings) {
        Optional<String> edition = image.edition();
        if (edition.isPresent() && !edition.get().equalsIgnoreCase(WINDOWS_PE)) {
            findings.add(Finding.warning(
                    RamdiskRule.WINDOWS_PE,
                    "the image to start in " + wim.path() + " is of the edition " + edition.get() + ", not a Windows PE",
                    remedy(RamdiskRule.WINDOWS_PE)));
        }
        Optional<Architecture> architecture = image.architecture();
        boolean arm = architecture.isPresent() && (architecture.get() == Architecture.ARM || architecture.get() == Architecture.ARM64);
        if (arm && firmware.isPresent() && firmware.get() == FirmwareKind.BIOS) {
            findings.add(Finding.error(
                    RamdiskRule.ARCHITECTURE,
                    "the image to start in " + wim.path() + " is for " + architecture.get().title() + ", and no such machine has a BIOS",
                    remedy(RamdiskRule.ARCHITECTURE)));
        }
    }

    /** What the rules say of the SDI file at a place that can be looked at. */
    public static List<Finding> judgeSdi(Storage sdi) throws IOException {
        byte[] start = new byte[(int) Math.min(sdi.size(), SDI_SIGNATURE.length())];
        sdi.read(0, ByteBuffer.wrap(start));
        return new String(start, StandardCharsets.ISO_8859_1).equals(SDI_SIGNATURE)
                ? List.of()
                : List.of(Finding.error(RamdiskRule.SDI, sdi.name() + " is no SDI file: it does not begin with " + SDI_SIGNATURE, COPY_SDI));
    }

    /** There is no SDI file at the place that the entry would name. */
    public static Finding missingSdi(String place) {
        return Finding.error(RamdiskRule.SDI, "there is no " + place + ", without which no RAM disk is made", COPY_SDI);
    }

    /** The place that the entry names cannot be looked at. */
    public static Finding unseenSdi(String path) {
        return Finding.info(RamdiskRule.SDI, "whether " + path + " is there cannot be seen from here");
    }

    private static String remedy(Rule rule) {
        return rule.guide().orElseThrow().remedy();
    }
}
