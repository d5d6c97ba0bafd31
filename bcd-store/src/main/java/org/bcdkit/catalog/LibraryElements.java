package org.bcdkit.catalog;

/** Elements that mean the same in every object, in the form that {@link ElementTable} describes. */
final class LibraryElements {

    private LibraryElements() {}

    static String rows() {
        return """
                11000001|device|Vista||BcdLibraryDevice_ApplicationDevice|Where the application is loaded from.
                11000043|bootstatdevice|Vista||BcdLibraryDevice_BsdLogDevice|Device of the boot status log.
                11000083||10 1709|||Unknown.
                11000084|windowssyspart|10 1803||BcdLibraryDevice_WindowsSystemDevice|Windows' system partition.
                12000002|path|Vista||BcdLibraryString_ApplicationPath|The application's file on its device.
                12000004|description|Vista||BcdLibraryString_Description|Title, as the boot menu shows it.
                12000005|locale|Vista||BcdLibraryString_PreferredLocale|Language of the application's texts.
                12000016|targetname|Vista||BcdLibraryString_UsbDebuggerTargetName|Name of the target in USB debugging.
                12000019|busparams|7||BcdLibraryString_DebuggerBusParameters|PCI bus, device and function of the debugging device.
                1200001d|key|8||BcdLibraryString_DebuggerNetKey|Key of the encryption in network debugging.
                1200001f|hostipv6|10 1809||BcdLibraryString_DebuggerNetHostIpv6|IPv6 address of the machine that debugs.
                12000030|loadoptions|Vista||BcdLibraryString_LoadOptionsString|Options handed to the application as text.
                12000044|bootstatfilepath|Vista||BcdLibraryString_BsdLogPath|File of the boot status log.
                1200004a|fontpath|Vista SP1||BcdLibraryString_FontPath|Folder of the boot fonts.
                12000088|additionalcipolicy|10 1809||BcdLibraryBoolean_AdditionalCiPolicy|One more code integrity policy.
                14000006|inherit|Vista||BcdLibraryObjectList_InheritedObjects|Objects whose elements hold here too; own elements win.
                14000008|recoverysequence|Vista||BcdLibraryObjectList_RecoverySequence|What to start when this does not start.
                15000007|truncatememory|Vista|#hex|BcdLibraryInteger_TruncatePhysicalMemory|Memory from this address up is not used.
                1500000c|firstmegabytepolicy|Vista|UseNone,UseAll,UsePrivate|\
                BcdLibraryInteger_FirstMegabytePolicy|How much of the first MiB of memory is used.
                1500000d|relocatephysical|Vista SP1||BcdLibraryInteger_RelocatePhysicalMemory|Moves the memory of one NUMA node to this address.
                1500000e|avoidlowmemory|7|#hex|BcdLibraryInteger_AvoidLowPhysicalMemory|Memory below this address is used last.
                15000011|debugtype|Vista|Serial,1394,USB,NET,Local|BcdLibraryInteger_DebuggerType|Connection to the debugger.
                15000012|debugaddress|Vista||BcdLibraryInteger_SerialDebuggerPortAddress|I/O address of the debugger's serial port.
                15000013|debugport|Vista||BcdLibraryInteger_SerialDebuggerPort|Number of the debugger's serial port.
                15000014|baudrate|Vista||BcdLibraryInteger_SerialDebuggerBaudRate|Speed of the debugger's serial port.
                15000015|channel|Vista||BcdLibraryInteger_1394DebuggerChannel|IEEE 1394 channel of the debugger.
                15000018|debugstart|Vista|Active,AutoEnable,Disable|BcdLibraryInteger_DebuggerStartPolicy|When the debugger becomes active.
                1500001a|hostip|8|#ip|BcdLibraryInteger_DebuggerNetHostIP|IPv4 address of the machine that debugs.
                1500001b|port|8||BcdLibraryInteger_DebuggerNetPort|UDP port on the machine that debugs.
                15000022|emsport|Vista||BcdLibraryInteger_EmsPort|Number of the serial port for Emergency Management Services.
                15000023|emsbaudrate|Vista||BcdLibraryInteger_EmsBaudRate|Speed of the serial port for Emergency Management Services.
                15000042|keyringaddress|Vista||BcdLibraryInteger_FVEKeyRingAddress|Address of BitLocker's keys in memory.
                15000047|configaccesspolicy|Vista|Default,DisallowMmConfig|\
                BcdLibraryInteger_ConfigAccessPolicy|Whether PCI devices are configured through memory.
                1500004b|integrityservices|7|Default,Enable,Disable|BcdLibraryInteger_SiPolicy|Whether the files of the boot environment are checked.
                1500004c|volumebandid|8||BcdLibraryInteger_FveBandId|Band of a drive that encrypts by itself.
                15000051|initialconsoleinput|Vista||BcdLibraryInteger_InitialConsoleInput|First input of the console.
                15000052|graphicsresolution|Vista SP1|1024x768,800x600,1024x600|BcdLibraryInteger_GraphicsResolution|Resolution of the boot screen.
                15000065|displaymessage|8|Default,Resume,HyperV,Recovery,StartupRepair,SystemImageRecovery,CommandPrompt,SystemRestore,PushButtonReset|\
                BcdLibraryInteger_BootUxDisplayMessage|What the boot screen says.
                15000066|displaymessageoverride|8|Default,Resume,HyperV,Recovery,StartupRepair,SystemImageRecovery,CommandPrompt,SystemRestore,\
                PushButtonReset|BcdLibraryInteger_BootUxDisplayMessageOverride|What the boot screen says instead.
                1500006d||8||BcdLibraryInteger_BootUxFadeFrames|Number of frames of the fading.
                15000073||8||BcdLibraryInteger_AliasWindowsKey|Key that stands for the Windows key.
                15000075||8||BcdLibraryInteger_PerformanceFrequency|Frequency of the performance counter; exists in memory only.
                15000076||8||BcdLibraryInteger_SecurebootRawPolicy|Secure Boot policy; exists in memory only.
                15000079|bootuxtransitiontime|10 1507||BcdLibraryInteger_BootUxBitmapTransitionTime|Time that one boot picture changes into the next.
                1500007d|booterrorux|8.1|Legacy,Standard,Simple|BcdLibraryInteger_BootErrorUx|Look of error screens.
                1500007f|measuredbootlogformat|10 1507|Default,Sha1|BcdLibraryInteger_BootMeasurementLogFormat|Hash in the log of a measured boot.
                15000080|displayrotation|10 1607|0,90,180,270|BcdLibraryInteger_DisplayRotation|Degrees by which the boot screen is turned.
                15000081|logcontrol|10 1703||BcdLibraryInteger_LogControl|What the application logs.
                15000086||10 1809|||Unknown.
                15000088|linearaddress57|10 1809|default,optout,optin|BCDE_LIBRARY_TYPE_LINEAR_ADDRESS_57_POLICY|Addresses of 57 bits.
                16000009|recoveryenabled|Vista||BcdLibraryBoolean_AutoRecoveryEnabled|Whether the recovery sequence is used.
                1600000b|badmemoryaccess|Vista||BcdLibraryBoolean_AllowBadMemoryAccess|Uses the memory on the bad memory list all the same.
                1600000f|traditionalkseg|7||BcdLibraryBoolean_TraditionalKsegMappings|Maps memory through KSEG as older Windows did.
                16000010|bootdebug|Vista||BcdLibraryBoolean_DebuggerEnabled|Debugs the application itself.
                16000017|noumex|Vista||BcdLibraryBoolean_DebuggerIgnoreUsermodeExceptions|The debugger ignores exceptions in user mode.
                1600001c|dhcp|8||BcdLibraryBoolean_DebuggerNetDhcp|The debugging network card gets its address from DHCP.
                1600001e|vm|8||BcdLibraryBoolean_DebuggerNetVM|Debugs a virtual machine over the network.
                16000020|bootems|Vista||BcdLibraryBoolean_EmsEnabled|Emergency Management Services in the application.
                16000031||Vista||BcdLibraryBoolean_AttemptNonBcdStart|Tries to start something that is not in the store; until Windows 7.
                16000040|advancedoptions|Vista||BcdLibraryBoolean_DisplayAdvancedOptions|Shows the advanced options at every start.
                16000041|optionsedit|Vista||BcdLibraryBoolean_DisplayOptionsEdit|Asks for load options at every start.
                16000045|preservebootstat|Vista||BcdLibraryBoolean_BsdPreserveLog|Appends to the boot status log.
                16000046|graphicsmodedisabled|Vista||BcdLibraryBoolean_GraphicsModeDisabled|Text mode only.
                16000048|nointegritychecks|Vista||BcdLibraryBoolean_DisableIntegrityChecks|Loads code without a valid signature.
                16000049|testsigning|Vista||BcdLibraryBoolean_AllowPrereleaseSignatures|Accepts test signatures.
                16000050|extendedinput|Vista||BcdLibraryBoolean_ConsoleExtendedInput|Reads all keys of a serial console.
                16000053|restartonfailure|8||BcdLibraryBoolean_RestartOnFailure|Restarts when the start fails.
                16000054|highestmode|8||BcdLibraryBoolean_GraphicsForceHighestMode|Highest resolution that the firmware offers.
                16000060|isolatedcontext|8||\
                BcdLibraryBoolean_IsolatedExecutionContext|Own execution context; Windows 8 and later want it on UEFI, Windows 7 does not know it.
                16000067||8||BcdLibraryBoolean_BootUxLogoDisable|No logo on the boot screen.
                16000068|nobootuxtext|8||BcdLibraryBoolean_BootUxTextDisable|No text on the boot screen.
                16000069|nobootuxprogress|8||BcdLibraryBoolean_BootUxProgressDisable|No progress on the boot screen.
                1600006a|nobootuxfade|8||BcdLibraryBoolean_BootUxFadeDisable|No fading on the boot screen.
                1600006b||8||BcdLibraryBoolean_BootUxReservePoolDebug|Keeps memory to debug the boot screen.
                1600006c|bootuxdisabled|8||BcdLibraryBoolean_BootUxDisable|No boot screen.
                1600006e||8||BcdLibraryBoolean_BootUxDumpStats|Writes statistics of the boot screen.
                1600006f||8||BcdLibraryBoolean_BootUxShowStats|Shows statistics of the boot screen.
                16000071||8||BcdLibraryBoolean_MultiBootSystem|The machine has several systems.
                16000072|nokeyboard|8||BcdLibraryBoolean_ForceNoKeyboard|Acts as if there were no keyboard.
                16000074|bootshutdowndisabled|8||BcdLibraryBoolean_BootShutdownDisabled|Error screens do not shut the machine down after a minute.
                16000078||10 1507|||Unknown.
                1600007a|mobilegraphics|10 1507||BcdLibraryBoolean_TwoBootImages|Boot pictures as on phones.
                1600007b|forcefipscrypto|8||BcdLibraryBoolean_ForceFipsCrypto|Only cryptography that FIPS allows.
                1600007e|flightsigning|10 1507||BcdLibraryBoolean_AllowFlightSignatures|Accepts signatures of preview builds.
                16000082|nofirmwaresync|10 1709||BcdLibraryBoolean_NoFirmwareSync|The firmware's boot entries are left alone.
                16000085||10 1803|||Unknown.
                16000087|numlock|10 1803||BcdLibraryBoolean_NumLockOn|Num Lock is on.
                1700000a|badmemorylist|Vista|#hex|BcdLibraryIntegerList_BadMemoryList|Page frame numbers of memory that is not used.
                17000077|allowedinmemorysettings|8|#hex|\
                BcdLibraryIntegerList_AllowedInMemorySettings|Elements that an earlier application may set in memory.
                """;
    }
}
