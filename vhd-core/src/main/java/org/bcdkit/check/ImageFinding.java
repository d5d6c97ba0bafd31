package org.bcdkit.check;

import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;

/**
 * Something that is wrong with an image, or odd about it, and where.
 *
 * @param file the image, or one of its parents
 * @param structure as its specification calls it
 * @param position in the file, in bytes; absent when it is about the file as a whole
 * @param problem what was found and what was expected, without the place
 * @param status what Windows calls it, where it has a name for it
 */
public record ImageFinding(
        Rule rule, Severity severity, String file, String structure, OptionalLong position, String problem, Optional<VirtualDiskStatus> status) {

    /** What to do about it; absent for a note. */
    public Optional<String> remedy() {
        boolean isNote = severity == Severity.INFO;
        return isNote || rule.guide().isEmpty() ? Optional.empty() : Optional.of(rule.guide().get().remedy().replace("`", ""));
    }

    /** The finding with its place in the sentence. */
    public Finding toFinding() {
        String place = position.isPresent() ? structure + " at 0x" + Long.toHexString(position.getAsLong()) : structure;
        String code = status.isPresent() ? " (" + status.get().toHex() + ")" : "";
        return new Finding(rule.id(), severity, place + ": " + problem + code, remedy(), false);
    }
}
