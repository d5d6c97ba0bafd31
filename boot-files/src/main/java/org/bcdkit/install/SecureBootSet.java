package org.bcdkit.install;

import java.util.Optional;
import org.bcdkit.windows.ProgramSignature;

/**
 * Which of the boot managers of a Windows are taken: those that the authority of 2011 signed, or those of 2023. Decided from the Windows and the
 * system partition, never from this machine. Specification: BCD format, section 8.
 *
 * @param isEx whether those of 2023 are
 * @param isKept whether the ones that are there stay, since the Windows has none that the machine would start
 * @param isMissing whether those of 2023 are asked for and not there
 * @param reason the rest of a sentence that says why
 */
public record SecureBootSet(boolean isEx, boolean isKept, boolean isMissing, String reason) {

    /** For firmware without Secure Boot. */
    static final SecureBootSet NONE = new SecureBootSet(false, false, false, "");

    /**
     * @param asked whether those of 2023 are asked for
     * @param hasEx whether the Windows has them
     * @param there who signed the boot manager that is on the system partition
     */
    static SecureBootSet of(boolean asked, boolean hasEx, Optional<ProgramSignature> there) {
        boolean is2023 = there.isPresent() && there.get().isOf2023();
        if (asked) {
            return new SecureBootSet(hasEx, false, !hasEx, "--bootex asks for them");
        }
        if (is2023) {
            return new SecureBootSet(hasEx, !hasEx, false, "the boot manager that is there is signed by " + there.get().authority());
        }
        String why = there.isPresent()
                ? "the boot manager that is there is signed by " + there.get().authority()
                : hasEx ? "nothing on the system partition says that the machine trusts those of 2023" : "the Windows has no others";
        return new SecureBootSet(false, false, false, why);
    }
}
