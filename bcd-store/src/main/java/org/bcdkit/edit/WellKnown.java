package org.bcdkit.edit;

import org.bcdkit.store.ObjectId;

/** The well-known identifiers that planners deal with; the catalogue has the aliases of all. */
public final class WellKnown {

    public static final ObjectId BOOT_MANAGER = ObjectId.of("9dea862c-5cdd-4e70-acc1-f32b344d4795");
    public static final ObjectId FIRMWARE_BOOT_MANAGER = ObjectId.of("a5a30fa2-3d06-4e9f-b5f4-a01df9d1fcba");
    public static final ObjectId MEMORY_TESTER = ObjectId.of("b2721d73-1db4-4c62-bf78-c548a880142d");
    public static final ObjectId EMS_SETTINGS = ObjectId.of("0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9");
    public static final ObjectId DEBUGGER_SETTINGS = ObjectId.of("4636856e-540f-4170-a130-a84776f4c654");
    public static final ObjectId BAD_MEMORY = ObjectId.of("5189b25c-5558-4bf2-bca4-289b11bd29e2");
    public static final ObjectId GLOBAL_SETTINGS = ObjectId.of("7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e");
    public static final ObjectId BOOT_LOADER_SETTINGS = ObjectId.of("6efb52bf-1766-41db-a6b3-0ee5eff72bd7");
    public static final ObjectId HYPERVISOR_SETTINGS = ObjectId.of("7ff607e0-4395-11db-b0de-0800200c9a66");
    public static final ObjectId RESUME_LOADER_SETTINGS = ObjectId.of("1afa9c49-16ab-4a5c-901b-212802da9460");

    private WellKnown() {}
}
