package org.bcdkit.install;

import java.time.Instant;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.ProgramSignature;
import org.bcdkit.windows.WindowsVersion;

/**
 * A file of a Windows that belongs on a system partition, and what is there in its place.
 *
 * @param source what it is called in messages
 * @param target where it goes
 * @param role what it is for, which says when it is written
 * @param version absent for what has none, or where nobody asked
 * @param signature who signed it; absent as well for what is no boot manager
 * @param there what is at its place; absent when nothing is
 */
public record BootFile(
        String source,
        FilePath target,
        Role role,
        Storage content,
        Instant modified,
        Optional<WindowsVersion> version,
        Optional<ProgramSignature> signature,
        Optional<There> there) {

    /** What boot files are for, in the order in which they are written. */
    public enum Role {
        /** Fonts, resources, languages. */
        SUPPORT,
        /** Everything that is started from the boot manager, or with it. */
        PROGRAM,
        BOOT_MANAGER,
        /** What the firmware starts by itself: {@code \EFI\Boot\boot*.efi}. */
        FALLBACK
    }

    /**
     * A file that is there.
     *
     * @param isSame whether it holds the same bytes
     * @param architecture that it is for, where it is a program that tells
     */
    public record There(
            Fingerprint content,
            long size,
            boolean isSame,
            Optional<WindowsVersion> version,
            Optional<Architecture> architecture,
            Optional<ProgramSignature> signature) {}

    /** This file for another place. */
    BootFile at(FilePath other, Role otherRole, Optional<There> otherThere) {
        return new BootFile(source, other, otherRole, content, modified, version, signature, otherThere);
    }

    /** Whether it is a program that the firmware or the boot menu starts, and that has to be one of its kind: memory testers are not looked at. */
    boolean isManager() {
        return role == Role.BOOT_MANAGER || target.name().equalsIgnoreCase("bootmgr.efi");
    }

    /** Whether what is there has a later version; empty when one of them has none. */
    Optional<Boolean> isOlder() {
        if (there.isEmpty() || version.isEmpty() || there.get().version().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(!version.get().isAtLeast(there.get().version().get()));
    }
}
