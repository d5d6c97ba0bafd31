package org.bcdkit.edit;

import java.nio.charset.StandardCharsets;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** Files that are taken for a boot store by mistake, told by how they begin: for a message that helps more than that the signature is another. */
final class OtherFile {

    private static final String DISK_REMEDY = "; name the store on its system partition, EFI\\Microsoft\\Boot\\BCD or Boot\\BCD, once that is mounted";

    /** Where a boot sector or a partition table ends, and with what. */
    private static final int BOOT_SIGNATURE_AT = 510;
    private static final int BOOT_SIGNATURE_FIRST = 0x55;
    private static final int BOOT_SIGNATURE_SECOND = 0xaa;

    private OtherFile() {}

    /** Refuses what begins as one of these. */
    static void refuse(String name, Bytes content) throws MalformedException {
        if (begins(content, "regf")) {
            return;
        }
        if (begins(content, "vhdxfile")) {
            throw new MalformedException(name, "boot store", 0, "this is a VHDX, not a registry hive" + DISK_REMEDY);
        }
        if (begins(content, "conectix")) {
            throw new MalformedException(name, "boot store", 0, "this is a VHD, not a registry hive" + DISK_REMEDY);
        }
        if (begins(content, "{")) {
            throw new MalformedException(name, "boot store", 0, "this is JSON, not a registry hive; `bcd load` makes a store of a dump");
        }
        boolean disk = content.size() > BOOT_SIGNATURE_AT + 1
                && Byte.toUnsignedInt(content.at(BOOT_SIGNATURE_AT)) == BOOT_SIGNATURE_FIRST
                && Byte.toUnsignedInt(content.at(BOOT_SIGNATURE_AT + 1)) == BOOT_SIGNATURE_SECOND;
        if (disk) {
            throw new MalformedException(
                    name, "boot store", 0, "this begins as a disk image does, with a boot sector, and is no registry hive" + DISK_REMEDY);
        }
    }

    private static boolean begins(Bytes content, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < wanted.length; i++) {
            if (i >= content.size() || content.at(i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
