package org.bcdkit.store;

import org.bcdkit.layout.Hex;

/**
 * The type code of a BCD object, from its {@code Description} key: bits 31–28 say application, inherit or device object, bits 23–20 the image
 * type (application) or who may inherit (inherit), bits 19–0 the application.
 */
public record ObjectType(int code) {

    public static final ObjectType FIRMWARE_BOOT_MANAGER = new ObjectType(0x10100001);
    public static final ObjectType BOOT_MANAGER = new ObjectType(0x10100002);
    public static final ObjectType FIRMWARE_APPLICATION = new ObjectType(0x101fffff);
    public static final ObjectType OS_LOADER = new ObjectType(0x10200003);
    public static final ObjectType RESUME = new ObjectType(0x10200004);
    public static final ObjectType MEMORY_TESTER = new ObjectType(0x10200005);
    public static final ObjectType BOOT_APPLICATION = new ObjectType(0x1020000a);
    public static final ObjectType LEGACY_LOADER = new ObjectType(0x10300006);
    public static final ObjectType BOOT_SECTOR = new ObjectType(0x10400008);
    public static final ObjectType STARTUP = new ObjectType(0x10400009);
    public static final ObjectType INHERIT_ANY = new ObjectType(0x20100000);
    public static final ObjectType INHERIT_OS_LOADER = new ObjectType(0x20200003);
    public static final ObjectType INHERIT_RESUME = new ObjectType(0x20200004);
    public static final ObjectType INHERIT_DEVICE = new ObjectType(0x20300000);
    public static final ObjectType DEVICE = new ObjectType(0x30000000);

    private static final int INHERIT_APPLICATION = 0x20200000;

    /** The type of an object with settings that objects of that type, and no others, can inherit. BCD format, section 2.4. */
    public static ObjectType inheritedBy(ObjectType heir) {
        return heir.isDevice() ? INHERIT_DEVICE : new ObjectType(INHERIT_APPLICATION | heir.application());
    }

    /** 1 application, 2 inherit, 3 device. */
    public int objectClass() {
        return code >>> 28;
    }

    /** The application number: 1 fwbootmgr, 2 bootmgr, 3 osloader, 4 resume, …; meaningful in application and inherit objects. */
    public int application() {
        return code & 0xfffff;
    }

    public boolean isApplication() {
        return objectClass() == 1;
    }

    public boolean isInherit() {
        return objectClass() == 2;
    }

    /** Whether it is an inherit object for device objects, not for applications. */
    public boolean isInheritedByDevices() {
        return isInherit() && (code >>> 20 & 15) == 3;
    }

    public boolean isDevice() {
        return objectClass() == 3;
    }

    // Written out: what the compiler makes for a record is linked when first used, which takes longer than reading a store.
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectType that && code == that.code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    /** {@code 0x10200003}. */
    @Override
    public String toString() {
        return "0x" + Hex.eightDigits(code);
    }
}
