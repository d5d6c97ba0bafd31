package org.bcdkit.store;

import org.bcdkit.layout.Hex;

/**
 * The type of an element, {@code 0xCFSSSSSS}: class, format, subtype. Class 2 subtypes mean different things in different objects, so names are
 * looked up together with the object's type.
 */
public record ElementType(int code) implements Comparable<ElementType> {

    public static final ElementType DEVICE = new ElementType(0x11000001);
    public static final ElementType PATH = new ElementType(0x12000002);
    public static final ElementType DESCRIPTION = new ElementType(0x12000004);
    public static final ElementType LOCALE = new ElementType(0x12000005);
    public static final ElementType INHERIT = new ElementType(0x14000006);
    public static final ElementType RECOVERY_SEQUENCE = new ElementType(0x14000008);
    public static final ElementType RECOVERY_ENABLED = new ElementType(0x16000009);
    public static final ElementType DISPLAY_MESSAGE = new ElementType(0x15000065);
    public static final ElementType DISPLAY_MESSAGE_OVERRIDE = new ElementType(0x15000066);
    public static final ElementType ISOLATED_CONTEXT = new ElementType(0x16000060);
    public static final ElementType ALLOWED_IN_MEMORY_SETTINGS = new ElementType(0x17000077);

    /** In an OS loader: the device Windows is on. */
    public static final ElementType OS_DEVICE = new ElementType(0x21000001);
    /** In an OS loader: the Windows folder. */
    public static final ElementType SYSTEM_ROOT = new ElementType(0x22000002);
    /** In an OS loader: its resume application. */
    public static final ElementType RESUME_OBJECT = new ElementType(0x23000003);
    public static final ElementType NX = new ElementType(0x25000020);
    public static final ElementType BOOT_MENU_POLICY = new ElementType(0x250000c2);
    public static final ElementType DETECT_HAL = new ElementType(0x26000010);
    public static final ElementType WIN_PE = new ElementType(0x26000022);
    /** Set on recovery environment loaders. */
    public static final ElementType RECOVERY_LOADER = new ElementType(0x46000010);

    /** In a boot manager: the entry started when nobody chooses. */
    public static final ElementType DEFAULT = new ElementType(0x23000003);
    /** In a boot manager: the resume application of the default entry. */
    public static final ElementType BOOT_MANAGER_RESUME_OBJECT = new ElementType(0x23000006);
    public static final ElementType DISPLAY_ORDER = new ElementType(0x24000001);
    public static final ElementType BOOT_SEQUENCE = new ElementType(0x24000002);
    public static final ElementType TOOLS_DISPLAY_ORDER = new ElementType(0x24000010);
    /** In a boot manager: seconds. */
    public static final ElementType TIMEOUT = new ElementType(0x25000004);

    private static final int APPLICATION_CLASS = 2;

    /** 1 library, 2 application, 3 device, 4 template (setup), 5 OEM. */
    public int elementClass() {
        return code >>> 28;
    }

    public ElementFormat format() {
        return ElementFormat.ofDigit(code >>> 24 & 15);
    }

    /**
     * The element whose path locates a device that stands in an element of this type, when the device is written without saying which: systemroot
     * for the osdevice of a loader, path for device. bcdedit leaves that one out.
     */
    public ElementType usualLocateElement() {
        return elementClass() == APPLICATION_CLASS ? SYSTEM_ROOT : PATH;
    }

    // Written out: what the compiler makes for a record is linked when first used, which takes longer than reading a store.
    @Override
    public boolean equals(Object other) {
        return other instanceof ElementType that && code == that.code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    /** The order of elements in a store and in listings. */
    @Override
    public int compareTo(ElementType that) {
        return Integer.compareUnsigned(code, that.code);
    }

    /** {@code 0x12000004}. */
    @Override
    public String toString() {
        return "0x" + keyName();
    }

    /** The name of the element's key: eight hexadecimal digits, lower case. */
    public String keyName() {
        return Hex.eightDigits(code);
    }
}
