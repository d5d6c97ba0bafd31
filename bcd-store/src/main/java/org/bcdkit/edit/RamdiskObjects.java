package org.bcdkit.edit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** The two objects that start a WIM from memory: a loader, and the options of its RAM disk. Specification: BCD format, sections 3.5 and 7.4. */
final class RamdiskObjects {

    static final ElementType SDI_DEVICE = new ElementType(0x31000003);
    static final ElementType SDI_PATH = new ElementType(0x32000004);
    private static final ElementType TFTP_BLOCK_SIZE = new ElementType(0x35000007);
    private static final ElementType TFTP_WINDOW_SIZE = new ElementType(0x35000008);

    private static final String OPTIONS_TITLE = "Ramdisk Options";

    private RamdiskObjects() {}

    /** The WIM at {@code path} on {@code parent}, as a RAM disk. */
    static DeviceDescriptor device(DeviceDescriptor parent, String path) {
        return new RamdiskDevice(parent, path, RamdiskDevice.NO_IMAGE);
    }

    /** What gives a RAM disk its shape: the SDI file at {@code path} on {@code device}. */
    static BcdObject options(ObjectId id, DeviceDescriptor device, String path) {
        return new BcdObject(
                id,
                ObjectType.DEVICE,
                List.of(
                        Element.of(ElementType.DESCRIPTION, OPTIONS_TITLE),
                        Element.of(SDI_DEVICE, new DeviceValue(device, Optional.empty())),
                        Element.of(SDI_PATH, new StringValue(path))));
    }

    /** {@code options} that also say how the WIM is fetched by TFTP. */
    static BcdObject withTftp(BcdObject options, OptionalInt blockSize, OptionalInt windowSize) {
        BcdObject all = blockSize.isPresent() ? options.with(Element.of(TFTP_BLOCK_SIZE, blockSize.getAsInt())) : options;
        return windowSize.isPresent() ? all.with(Element.of(TFTP_WINDOW_SIZE, windowSize.getAsInt())) : all;
    }

    /** A loader with what every loader of Windows PE has. */
    static BcdObject loader(ObjectId id, String title, FirmwareKind firmware, DeviceDescriptor ramdisk, ObjectId options) {
        DeviceValue device = new DeviceValue(ramdisk, Optional.of(options));
        return new BcdObject(
                id,
                ObjectType.OS_LOADER,
                List.of(
                        Element.of(ElementType.DEVICE, device),
                        Element.of(ElementType.PATH, firmware.memoryLoaderPath()),
                        Element.of(ElementType.DESCRIPTION, title),
                        Element.of(ElementType.OS_DEVICE, device),
                        Element.of(ElementType.SYSTEM_ROOT, "\\windows"),
                        Element.of(ElementType.DETECT_HAL, true),
                        Element.of(ElementType.WIN_PE, true)));
    }
}
