package org.bcdkit.store;

/** The identifiers that mean the same in every store. {@code ObjectCatalog} has their aliases and what they are. */
public final class WellKnown {

    public static final ObjectId BOOT_MANAGER = ObjectId.of("9dea862c-5cdd-4e70-acc1-f32b344d4795");
    public static final ObjectId FIRMWARE_BOOT_MANAGER = ObjectId.of("a5a30fa2-3d06-4e9f-b5f4-a01df9d1fcba");
    public static final ObjectId LEGACY_LOADER = ObjectId.of("466f5a88-0af2-4f76-9038-095b170dc21c");
    public static final ObjectId MEMORY_TESTER = ObjectId.of("b2721d73-1db4-4c62-bf78-c548a880142d");
    public static final ObjectId RAMDISK_OPTIONS = ObjectId.of("ae5534e0-a924-466c-b836-758539a3ee3a");

    public static final ObjectId DEBUGGER_SETTINGS = ObjectId.of("4636856e-540f-4170-a130-a84776f4c654");
    public static final ObjectId EMS_SETTINGS = ObjectId.of("0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9");
    public static final ObjectId BAD_MEMORY = ObjectId.of("5189b25c-5558-4bf2-bca4-289b11bd29e2");
    public static final ObjectId GLOBAL_SETTINGS = ObjectId.of("7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e");
    public static final ObjectId BOOT_LOADER_SETTINGS = ObjectId.of("6efb52bf-1766-41db-a6b3-0ee5eff72bd7");
    public static final ObjectId HYPERVISOR_SETTINGS = ObjectId.of("7ff607e0-4395-11db-b0de-0800200c9a66");
    public static final ObjectId KERNEL_DEBUGGER_SETTINGS = ObjectId.of("313e8eed-7098-4586-a9bf-309c61f8d449");
    /** Some published tables have other digits in the fourth group; these are in all real stores. */
    public static final ObjectId RESUME_LOADER_SETTINGS = ObjectId.of("1afa9c49-16ab-4a5c-901b-212802da9460");

    public static final ObjectId SETUP_ON_BIOS = ObjectId.of("cbd971bf-b7b8-4885-951a-fa03044f5d71");
    public static final ObjectId SETUP_ON_UEFI = ObjectId.of("7254a080-1510-4e85-ac0f-e7fb3d444736");
    public static final ObjectId LOADER_TEMPLATE_FOR_BIOS = ObjectId.of("a1943bbc-ea85-487c-97c7-c9ede908a38a");
    public static final ObjectId LOADER_TEMPLATE_FOR_UEFI = ObjectId.of("b012b84d-c47c-4ed5-b722-c0c42163e569");
    public static final ObjectId RESUME_TEMPLATE_FOR_BIOS = ObjectId.of("98b02a23-0674-4ce7-bdad-e0a15a8ff97b");
    public static final ObjectId RESUME_TEMPLATE_FOR_UEFI = ObjectId.of("0c334284-9a41-4de1-99b3-a7e87e8ff07e");
    public static final ObjectId RESUME_APPLICATION = ObjectId.of("147aa509-0358-4473-b83b-d950dda00615");

    public static final ObjectId MEDIA_RAMDISK_OPTIONS = ObjectId.of("7619dcc8-fafe-11d9-b411-000476eba25f");
    public static final ObjectId MEDIA_SETUP = ObjectId.of("7619dcc9-fafe-11d9-b411-000476eba25f");

    private WellKnown() {}
}
