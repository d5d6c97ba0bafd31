package org.bcdkit.catalog;

/** Elements of the boot managers, in the form that {@link ElementTable} describes. */
final class BootManagerElements {

    private BootManagerElements() {}

    static String rows() {
        return """
                21000022|bcddevice|Vista||BcdBootMgrDevice_BcdDevice|Device of the boot store.
                22000023|bcdfilepath|Vista||BcdBootMgrString_BcdFilePath|File of the boot store.
                22000026||8||BcdBootMgrString_PasswordOverride|Password that BitLocker takes instead of asking.
                22000027||8||BcdBootMgrString_PinpassPhraseOverride|PIN that BitLocker takes instead of asking.
                22000040|fverecoveryurl|10 1507||BcdBootMgrString_FveRecoveryUrl|Address on BitLocker's recovery screen.
                22000041|fverecoverymessage|10 1507||BcdBootMgrString_FveRecoveryMessage|Text on BitLocker's recovery screen.
                22000045||10 1903|||BitLocker network unlock: IPv4 address of the server.
                22000046||10 1903|||BitLocker network unlock: IPv6 address of the server.
                22000047||10 1903|||BitLocker network unlock: own IPv4 address.
                22000048||10 1903|||BitLocker network unlock: own IPv6 address.
                22000049||10 1903|||BitLocker network unlock: IPv4 subnet mask.
                2200004a||10 1903|||BitLocker network unlock: IPv6 prefix.
                2200004b||10 1903|||BitLocker network unlock: IPv4 gateway.
                2200004c||10 1903|||BitLocker network unlock: IPv6 gateway.
                23000003|default|Vista||BcdBootMgrObject_DefaultObject|Entry that starts when nobody chooses.
                23000006|resumeobject|Vista||BcdBootMgrObject_ResumeObject|Resume application of the default entry.
                24000001|displayorder|Vista||BcdBootMgrObjectList_DisplayOrder|Entries of the boot menu, in this order.
                24000002|bootsequence|Vista||BcdBootMgrObjectList_BootSequence|Entries for the next start only.
                24000007|startupsequence|10 1607||BcdBootMgrObjectList_StartupSequence|Entries to start before the menu.
                24000010|toolsdisplayorder|Vista||BcdBootMgrObjectList_ToolsDisplayOrder|Entries of the tools menu, in this order.
                25000004|timeout|Vista||BcdBootMgrInteger_Timeout|Seconds that the menu waits.
                25000043||10 1903|||BitLocker network unlock: tries over IPv4.
                25000044||10 1903|||BitLocker network unlock: tries over IPv6.
                2500004d||10 1903|||BitLocker network unlock: time to wait.
                2500004e||10 1903|||BitLocker network unlock: port of the server over IPv4.
                2500004f||10 1903|||BitLocker network unlock: port of the server over IPv6.
                25000050||10 1903|||BitLocker network unlock: own port over IPv4.
                25000051||10 1903|||BitLocker network unlock: own port over IPv6.
                26000005|resume|Vista||BcdBootMgrBoolean_AttemptResume|Continues a hibernated system.
                26000020|displaybootmenu|Vista||BcdBootMgrBoolean_DisplayBootMenu|Shows the menu even when there is nothing to choose.
                26000021|noerrordisplay|Vista||BcdBootMgrBoolean_NoErrorDisplay|No error screens.
                26000024||8||BcdBootMgr_HormEnabled|One hibernated image is continued many times.
                26000025|hiberboot|8||BcdBootMgrBoolean_HiberRoot|Fast startup left a kernel to continue.
                26000028|processcustomactionsfirst|8||BcdBootMgrBoolean_ProcessCustomActionsFirst|Custom actions come before the boot sequence.
                2600002a||10 1809|||Unknown.
                26000031|persistbootsequence|8||BcdBootMgrBoolean_PersistBootSequence|Keeps the boot sequence for later starts.
                26000032|skipstartupsequence|10 1607||BcdBootMgrBoolean_SkipStartupSequence|Leaves out the startup sequence.
                26000042|flightedbootmgr|10 1809||BCDE_BOOTMGR_TYPE_BOOT_FLIGHT_BOOTMGR|Boot manager of a preview build.
                27000030|customactions|Vista|#hex|BcdBootMgrIntegerList_CustomActionsList|Pairs of a key and the element that says what the key starts.
                """;
    }
}
