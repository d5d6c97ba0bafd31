package org.bcdkit.catalog;

/** Elements of the smaller groups, in the form that {@link ElementTable} describes. */
final class OtherElements {

    private OtherElements() {}

    static String resume() {
        return """
                21000001|filedevice|Vista||BcdResumeDevice_HiberFileDevice|Device of the hibernation file.
                21000005|associatedosdevice|Vista||BcdResumeDevice_AssociatedOsDevice|Device with the Windows that was hibernated.
                21000026||11 22H2|||Unknown; Windows 11 writes the device again.
                22000002|filepath|Vista||BcdResumeString_HiberFilePath|The hibernation file.
                25000007|bootux|7|Disabled,Basic,Standard|BcdResumeInteger_BootUxPolicy|Look while continuing.
                25000008|bootmenupolicy|8|Legacy,Standard|BcdResumeInteger_BootMenuPolicy|Kind of boot menu.
                26000003|customsettings|Vista||BcdResumeBoolean_UseCustomSettings|Settings of its own instead of the hibernated system's.
                26000004|pae|Vista||BcdResumeBoolean_x86PaeMode|Physical addresses of more than 32 bits, on 32-bit Windows.
                26000006|debugoptionenabled|Vista||BcdResumeBoolean_DebugOptionEnabled|Hibernates and continues with a debugger.
                26000024||8||BcdResumeBoolean_HormEnabled|One hibernated image is continued many times.
                """;
    }

    static String memoryTester() {
        return """
                25000001|passcount|Vista||BcdMemDiagInteger_PassCount|How often all tests run.
                25000002|testmix|Vista|Basic,Extended|BcdMemDiagInteger_TestMix|Which tests run.
                25000003|failurecount|Vista||BcdMemDiagInteger_FailureCount|Failures to pretend; until Windows 7.
                25000004|testtofail|Vista|Stride,Mats,InverseCoupling,RandomPattern,Checkerboard|\
                BcdMemDiagInteger_TestToFail|Test that is to fail; until Windows 7.
                25000005|stridefailcount|8||BcdMemDiagInteger_StrideFailureCount|Failures to pretend in the stride test.
                25000006|invcfailcount|8||BcdMemDiagInteger_InvcFailureCount|Failures to pretend in the inverse coupling test.
                25000007|matsfailcount|8||BcdMemDiagInteger_MatsFailureCount|Failures to pretend in the MATS test.
                25000008|randfailcount|8||BcdMemDiagInteger_RandFailureCount|Failures to pretend in the random pattern test.
                25000009|chckrfailcount|8||BcdMemDiagInteger_ChckrFailureCount|Failures to pretend in the checkerboard test.
                26000003|cacheenable|8||BcdMemDiagBoolean_CacheEnabled|Tests with the cache on.
                26000004|failuresenabled|8||BcdMemDiagBoolean_FailuresEnabled|Pretends failures.
                26000005|cacheenable|7||BCDE_MEMTEST_TYPE_CACHE_ENABLE|Tests with the cache on, in Windows 7; 0x26000003 since.
                """;
    }

    static String legacyLoader() {
        return """
                22000001|bpbstring|Vista||BCDE_LEGACY_LOADER_TYPE_BPB_STRING|BIOS parameter block for the boot sector.
                """;
    }

    static String startup() {
        return """
                22000002|applicationname|Vista||BCDE_STARTUP_TYPE_PXE_APPLICATION_NAME|File to start over the network.
                26000001|pxesoftreboot|Vista||BCDE_STARTUP_TYPE_PXE_SOFT_REBOOT|Starts over the network again without a reset.
                """;
    }

    static String bootApplication() {
        return """
                26000145|enablebootdebugpolicy|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_BOOT_DEBUG_POLICY|Policy for boot debugging on phones.
                26000146|enablebootorderclean|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_BOOT_ORDER_CLEAN|Puts the boot order in order.
                26000147|enabledeviceid|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_DEVICE_ID|Device identity.
                26000148|enableffuloader|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_FFU_LOADER|Loader for full flash updates.
                26000149|enableiuloader|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_IU_LOADER|Loader for image updates.
                2600014a|enablemassstorage|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_MASS_STORAGE|Mass storage mode.
                2600014b|enablerpmbprovisioning|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_RPMB_PROVISIONING|Provisions replay protected memory.
                2600014c|enablesecurebootpolicy|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_SECURE_BOOT_POLICY|Secure Boot policy.
                2600014d|enablestartcharge|10 1607||BCDE_MOBILESTARTUP_TYPE_ENABLE_START_CHARGE|Charges while starting.
                2600014e|enableresettpm|10 1703||BCDE_MOBILESTARTUP_TYPE_ENABLE_RESET_TPM|Resets the TPM.
                """;
    }

    static String anyApplication() {
        return """
                25000510|chargethreshold|10 1507||BCDE_CHARGING_TYPE_BOOT_THRESHOLD|Charge needed to start.
                25000aaa|bootflow|10 1507||BCDE_GLOBAL_TYPE_BOOTFLOW|Way that the start takes.
                26000202|skipffumode|10 1507||BCDE_FFULOADER_TYPE_ONESHOTSKIP_FFU_UPDATE|Passes over flashing mode once.
                26000203|forceffumode|10 1507||BCDE_FFULOADER_TYPE_FORCE_FFU|Goes to flashing mode.
                26000512|offmodecharging|10 1507||BCDE_CHARGING_TYPE_OFF_MODE_CHARGING|Charges while off.
                """;
    }

    static String device() {
        return """
                31000003|ramdisksdidevice|Vista||BcdDeviceDevice_SdiDevice|Device of the SDI file.
                32000004|ramdisksdipath|Vista||BcdDeviceString_SdiPath|The SDI file, which gives a RAM disk its shape.
                35000001|ramdiskimageoffset|Vista||BcdDeviceInteger_RamdiskImageOffset|Offset of the image in its file.
                35000002|ramdisktftpclientport|Vista||BcdDeviceInteger_TftpClientPort|Own UDP port for TFTP.
                35000005|ramdiskimagelength|Vista||BcdDeviceInteger_RamdiskImageLength|Bytes of the image; all there are without it.
                35000007|ramdisktftpblocksize|Vista||BcdDeviceInteger_TftpBlockSize|TFTP block size.
                35000008|ramdisktftpwindowsize|Vista SP1||BcdDeviceInteger_TftpWindowSize|TFTP window, in blocks.
                3500000d||10 1903|||Unknown.
                36000006|exportascd|Vista||BcdDeviceBoolean_ExportAsCdRamdiskImageOffset|The RAM disk appears as a CD.
                36000009|ramdiskmcenabled|7||BcdDeviceBoolean_RamdiskMulticastEnabled|Loads over multicast.
                3600000a|ramdiskmctftpfallback|7||BcdDeviceInteger_MulticastTftpFallback|Falls back to TFTP when multicast fails.
                3600000b|ramdisktftpvarwindow|8||BcdDeviceBoolean_RamdiskTftpVarWindow|TFTP window that adapts.
                3600000c|vhdramdiskboot|10 1809||BCDE_DEVICE_TYPE_VHD_RAMDISK_BOOT|Starts a VHD from memory.
                """;
    }

    static String template() {
        return """
                42000002||Vista||BcdSetupString_ApplicationRelativePath|Path to fill in, below the Windows folder.
                42000003||Vista||BcdSetupString_RamdiskDeviceRelativePath|Image in a RAM disk, for Windows Setup.
                45000001||Vista||BcdSetupInteger_DeviceType|Device to fill in: 1 the system partition, 2 the Windows partition.
                46000004||Vista||BcdSetupBoolean_OmitOsLoaderElements|Leaves out the elements of a loader.
                46000010||Vista||BcdSetupBoolean_RecoveryOs|The loader is one of a recovery environment.
                47000005||8|||Pairs of an element and the number of the text to fill in.
                47000006|elementstomigrate|10 1507|#hex|BcdSetupIntegerList_ElementsToMigrateList|Elements taken over from an older entry.
                """;
    }
}
