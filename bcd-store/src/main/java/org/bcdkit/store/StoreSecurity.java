package org.bcdkit.store;

import org.bcdkit.storage.Bytes;

/**
 * The two security descriptors of a store made by Windows; owner Administrators, group SYSTEM. One without an owner makes Windows Setup fail
 * later. Specification: BCD format, section 1.7.
 */
final class StoreSecurity {

    private static final String HEAD = "0100048048000000580000000000000014000000" + "0200340002000000" + "00001800";
    private static final String ADMINISTRATORS = "01020000000000052000000020020000";
    private static final String SYSTEM = "010100000000000512000000";
    private static final String SYSTEM_EVERYTHING = "00001400" + "3f000f00" + SYSTEM;

    /** Administrators and SYSTEM may do everything: the root and its {@code Description}. */
    static final Bytes OPEN = Bytes.ofHex(HEAD + "3f000f00" + ADMINISTRATORS + SYSTEM_EVERYTHING + ADMINISTRATORS + SYSTEM);

    /** Administrators may read and change who may what, SYSTEM may do everything: all other keys. */
    static final Bytes CLOSED = Bytes.ofHex(HEAD + "19000600" + ADMINISTRATORS + SYSTEM_EVERYTHING + ADMINISTRATORS + SYSTEM);

    private StoreSecurity() {}
}
