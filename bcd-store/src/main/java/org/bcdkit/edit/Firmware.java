package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/** Tells which firmware a store is for, from what is in it. */
public final class Firmware {

    private Firmware() {}

    /**
     * What the store is for, and how sure that is.
     *
     * @param kind empty when nothing in the store tells, or loaders contradict one another
     * @param guessed whether only the absence of a boot manager path speaks for it, as in stores that Windows makes for BIOS
     */
    public record Verdict(Optional<FirmwareKind> kind, boolean guessed) {}

    /**
     * In this order: the path of {@code {bootmgr}}, the default entry's loader, the other loaders when they agree, other boot programs when they
     * agree (memory tester, resume; real-mode boot sectors and the legacy loader run under BIOS only), and last that Windows gives
     * {@code {bootmgr}} a path under UEFI only.
     */
    public static Verdict of(BcdStore store) {
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        Optional<String> path = bootManager.isPresent() ? bootManager.get().string(ElementType.PATH) : Optional.empty();
        if (path.isPresent()) {
            return new Verdict(Optional.of(FirmwareKind.runs(path.get()).orElse(FirmwareKind.BIOS)), false);
        }
        Optional<ObjectId> defaultEntry = store.defaultEntry();
        if (defaultEntry.isPresent()) {
            Optional<BcdObject> entry = store.find(defaultEntry.get());
            Optional<FirmwareKind> kind = entry.isPresent() ? ofProgram(entry.get()) : Optional.empty();
            if (kind.isPresent()) {
                return new Verdict(kind, false);
            }
        }
        Agreement loaders = new Agreement();
        Agreement others = new Agreement();
        for (BcdObject object : store.objects()) {
            (object.is(ObjectType.OS_LOADER) ? loaders : others).hear(ofProgram(object));
        }
        if (loaders.said) {
            return new Verdict(loaders.kind, false);
        }
        if (others.said) {
            return new Verdict(others.kind, false);
        }
        return bootManager.isPresent() ? new Verdict(Optional.of(FirmwareKind.BIOS), true) : new Verdict(Optional.empty(), false);
    }

    private static Optional<FirmwareKind> ofProgram(BcdObject object) {
        if (object.is(ObjectType.BOOT_SECTOR) || object.is(ObjectType.LEGACY_LOADER)) {
            return Optional.of(FirmwareKind.BIOS);
        }
        // A firmware application is what the firmware starts besides Windows: it says nothing of this store.
        boolean program = object.type().isPresent() && object.type().get().isApplication() && !object.is(ObjectType.FIRMWARE_APPLICATION);
        return program ? FirmwareKind.runs(object.string(ElementType.PATH).orElse("")) : Optional.empty();
    }

    private static final class Agreement {
        private boolean said;
        private Optional<FirmwareKind> kind = Optional.empty();

        void hear(Optional<FirmwareKind> word) {
            if (word.isPresent()) {
                // Once two programs contradict each other, no third one settles it.
                kind = !said || kind.equals(word) ? word : Optional.empty();
                said = true;
            }
        }
    }
}
