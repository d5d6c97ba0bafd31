package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * A store for machines that start Windows PE over the network (PXE), as Microsoft's steps for bcdedit make it: the boot manager, one loader, and
 * {@code {ramdiskoptions}}. All devices are {@code boot}: the server that the boot manager came from. Only the path of the loader is that of
 * installation media; the steps name {@code \windows\system32\winload.exe}, which is in the same WIMs.
 *
 * @param title of the entry
 * @param wim the path of the WIM on the server, backslash-rooted
 * @param sdi the path of {@code boot.sdi} on the server, backslash-rooted
 * @param blockSize of TFTP, in bytes; absent for what the boot manager takes
 * @param windowSize of TFTP, in blocks; absent for what the boot manager takes
 */
public record NetworkStore(FirmwareKind firmware, String title, String wim, String sdi, OptionalInt blockSize, OptionalInt windowSize) {

    /** Where Microsoft's steps put it. */
    public static final String USUAL_WIM = "\\Boot\\boot.wim";
    /** Where Microsoft's steps put it. */
    public static final String USUAL_SDI = "\\Boot\\boot.sdi";

    private static final long MENU_TIMEOUT_SECONDS = 30;

    /** What stands against such paths. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(StoreRules.filePath(wim, "--wim", USUAL_WIM));
        findings.addAll(StoreRules.filePath(sdi, "--sdi", USUAL_SDI));
        return findings;
    }

    /** The store. */
    public BcdStore store(ObjectId loader) {
        BcdObject bootManager = new BcdObject(
                WellKnown.BOOT_MANAGER,
                ObjectType.BOOT_MANAGER,
                List.of(
                        Element.of(ElementType.DESCRIPTION, "Windows Boot Manager"),
                        Element.of(ElementType.DEFAULT, new ObjectValue(loader)),
                        Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(loader))),
                        Element.of(ElementType.TIMEOUT, MENU_TIMEOUT_SECONDS)));
        BcdObject options = RamdiskObjects.withTftp(RamdiskObjects.options(WellKnown.RAMDISK_OPTIONS, new BootDevice(), sdi), blockSize, windowSize);
        BcdObject entry = RamdiskObjects.loader(loader, title, firmware, RamdiskObjects.device(new BootDevice(), wim), WellKnown.RAMDISK_OPTIONS);
        return StoreTemplate.empty().with(bootManager).with(options).with(entry);
    }
}
