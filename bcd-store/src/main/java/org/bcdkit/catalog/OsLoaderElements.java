package org.bcdkit.catalog;

/** Elements of Windows boot loaders, in the form that {@link ElementTable} describes. */
final class OsLoaderElements {

    private OsLoaderElements() {}

    static String rows() {
        return """
                21000001|osdevice|Vista||BcdOSLoaderDevice_OSDevice|Device with Windows on it.
                21000005||10 1809|||Unknown.
                21000138|imcdevice|8.1||BcdOSLoaderDevice_IMCDevice|Device with that hive.
                21000150|systemdatadevice|10 1507||BcdOSLoaderDevice_SystemDataDevice|Device with the system's data.
                21000151|osarcdevice|10 1511||BcdOSLoaderDevice_OsArcDevice|Device with Windows, by its ARC name.
                21000152||10 1607|||Unknown.
                21000153|osdatadevice|10 1803||BcdOSLoaderDevice_OsDataDevice|Device with Windows' data.
                21000154|bspdevice|10 1803||BcdOSLoaderDevice_BspDevice|Device with the board support package.
                21000155|bspfilepath|10 1803||BcdOSLoaderDevice_BspFilepath|File of the board support package; its number says device.
                22000002|systemroot|Vista||BcdOSLoaderString_SystemRoot|Windows folder on that device.
                22000011|kernel|Vista||BcdOSLoaderString_KernelPath|Kernel other than the usual one.
                22000012|hal|Vista||BcdOSLoaderString_HalPath|HAL other than the usual one.
                22000013|dbgtransport|Vista||BcdOSLoaderString_DbgTransportPath|Debugging transport other than the usual one.
                22000053|evstore|7||BcdOSLoaderString_OSLoaderTypeEVStore|Store of events.
                220000f1|hypervisorpath|Vista SP1||BcdOSLoaderString_HypervisorPath|Hypervisor other than the usual one; until Windows 7.
                220000f9|hypervisorbusparams|8||BcdOSLoaderString_HypervisorDebuggerBusParams|PCI bus, device and function for the hypervisor's debugger.
                22000110|hypervisorusekey|8||BcdOSLoaderString_HypervisorDebuggerNetKey|Key of the encryption in debugging the hypervisor over the network.
                22000112||8||BcdOSLoaderString_HypervisorProductSkuType|Edition of the hypervisor.
                22000117|hypervisorloadoptions|8.1||BcdOSLoaderString_HypervisorLoadOptions|Options handed to the hypervisor as text.
                2200011b|hypervisorrootprocnumanodes|10 1809||BcdOSLoaderString_HypervisorRootProcNumaNodes|NUMA nodes of the root partition.
                2200011e|hypervisorrootprocnumanodelps|10 2004||\
                BcdOSLoaderString_HypervisorRootProcNumaNodeLps|Logical processors of the root partition in each NUMA node.
                2200012d|kernelbusparams|8.1||BcdOSLoaderString_KernelDebuggerBusParameters|PCI bus, device and function for the kernel's debugger.
                22000132|kerneltargetname|8.1||BcdOSLoaderString_KernelDebuggerUsbTargetname|Name of the target in USB debugging of the kernel.
                22000136|kernelkey|8.1||BcdOSLoaderString_KernelDebuggerNetKey|Key of the encryption in debugging the kernel over the network.
                22000137|imchivename|8.1||BcdOSLoaderString_IMCHiveName|Hive of initial machine configuration.
                22000140|mfgmode|10 1507||BcdOSLoaderString_ManufacturingMode|Manufacturing mode, for makers of devices.
                22000156|kernelhostipv6|10 1809||BcdOSLoaderString_KernelDebuggerNetHostIpv6|IPv6 address of the machine that debugs the kernel.
                22000161|hypervisorhostipv6|10 1809||BcdOSLoaderString_HypervisorDebuggerNetHostIpv6|IPv6 address of the machine that debugs the hypervisor.
                23000003|resumeobject|Vista||BcdOSLoaderObject_AssociatedResumeObject|Resume application of this Windows.
                25000008||10 1809|||Unknown.
                25000020|nx|Vista|OptIn,OptOut,AlwaysOff,AlwaysOn|BcdOSLoaderInteger_NxPolicy|Whether data can be executed.
                25000021|pae|Vista|Default,ForceEnable,ForceDisable|BcdOSLoaderInteger_PAEPolicy|Physical addresses of more than 32 bits, on 32-bit Windows.
                25000031|removememory|Vista||BcdOSLoaderInteger_RemoveMemory|MiB of memory that Windows leaves alone.
                25000032|increaseuserva|Vista||BcdOSLoaderInteger_IncreaseUserVa|MiB of address space for a program, on 32-bit Windows.
                25000033|perfmem|Vista||BcdOSLoaderInteger_PerformaceDataMemory|MiB set aside for performance data.
                25000050|clustermodeaddressing|Vista||BcdOSLoaderInteger_ClusterModeAddressing|Processors in an APIC cluster.
                25000052|restrictapiccluster|Vista||BcdOSLoaderInteger_RestrictApicCluster|Highest APIC cluster that may be used.
                25000055|x2apicpolicy|7 SP1|Default,Disable,Enable|BcdOSLoaderInteger_X2ApicPolicy|Extended APIC.
                25000061|numproc|Vista||BcdOSLoaderInteger_NumberOfProcessors|Highest number of processors.
                25000063|configflags|Vista||BcdOSLoaderBoolean_ProcessorConfigurationFlags|Processor flags, as a number.
                25000066|groupsize|7||BcdOSLoaderInteger_GroupSize|Highest number of processors in a group.
                25000071|msi|Vista|Default,ForceDisable|BcdOSLoaderInteger_MsiPolicy|Message signalled interrupts.
                25000072|pciexpress|Vista|Default,ForceDisable|BcdOSLoaderInteger_PciExpressPolicy|PCI Express.
                25000080|safeboot|Vista|Minimal,Network,DsRepair|BcdOSLoaderInteger_SafeBoot|Safe mode.
                250000a6|tscsyncpolicy|8|Default,Legacy,Enhanced|BcdOSLoaderInteger_TscSyncPolicy|How the processors' time stamp counters are synchronised.
                250000c0||Vista||BcdOSLoaderInteger_ForceFailure|Fails on purpose.
                250000c1|driverloadfailurepolicy|Vista|Fatal,UseErrorControl|\
                BcdOSLoaderInteger_DriverLoadFailurePolicy|What happens when a boot driver fails.
                250000c2|bootmenupolicy|8|Legacy,Standard|BcdOSLoaderInteger_BootMenuPolicy|Kind of boot menu: text, or the one of Windows 8.
                250000e0|bootstatuspolicy|Vista|DisplayAllFailures,IgnoreAllFailures,IgnoreShutdownFailures,IgnoreBootFailures,\
                IgnoreCheckpointFailures,DisplayShutdownFailures,DisplayBootFailures,DisplayCheckpointFailures,AlwaysDisplayStartupFailures|\
                BcdOSLoaderInteger_BootStatusPolicy|Which failures lead to recovery.
                250000f0|hypervisorlaunchtype|Vista SP1|Off,Auto|BcdOSLoaderInteger_HypervisorLaunchType|Whether the hypervisor starts.
                250000f3|hypervisordebugtype|Vista SP1|Serial,1394,None,NET|\
                BcdOSLoaderInteger_HypervisorDebuggerType|Connection to the hypervisor's debugger.
                250000f4|hypervisordebugport|Vista SP1||\
                BcdOSLoaderInteger_HypervisorDebuggerPortNumber|Number of the serial port for the hypervisor's debugger.
                250000f5|hypervisorbaudrate|Vista SP1||BcdOSLoaderInteger_HypervisorDebuggerBaudrate|Speed of the serial port for the hypervisor's debugger.
                250000f6|hypervisorchannel|Vista SP1||BcdOSLoaderInteger_HypervisorDebugger1394Channel|IEEE 1394 channel of the hypervisor's debugger.
                250000f7|bootux|7|Disabled,Basic,Standard|BcdOsLoaderInteger_BootUxPolicy|Look of the start.
                250000fa|hypervisornumproc|8||BcdOSLoaderInteger_HypervisorNumProc|Highest number of processors for the hypervisor.
                250000fb|hypervisorrootprocpernode|8||BcdOSLoaderInteger_HypervisorRootProcPerNode|Processors of the root partition in each NUMA node.
                250000fd|hypervisorhostip|8|#ip|BcdOSLoaderInteger_HypervisorDebuggerNetHostIp|IPv4 address of the machine that debugs the hypervisor.
                250000fe|hypervisorhostport|8||BcdOSLoaderInteger_HypervisorDebuggerNetHostPort|UDP port on the machine that debugs the hypervisor.
                250000ff|hypervisordebugpages|8||BcdOSLoaderInteger_HypervisorDebuggerPages|Pages for the hypervisor's debugger.
                25000100|tpmbootentropy|7|Default,ForceDisable,ForceEnable|BcdOSLoaderInteger_TpmBootEntropyPolicy|Random numbers from the TPM.
                25000113|hypervisorrootproc|8||BcdOSLoaderInteger_HypervisorRootProc|Processors of the root partition.
                25000115|hypervisoriommupolicy|8|Default,Enable,Disable|BcdOSLoaderInteger_HypervisorIommuPolicy|Whether the hypervisor uses the IOMMU.
                25000118|hypervisormsrfilterpolicy|10 1507|Disable,Enable|\
                BcdOSLoaderInteger_HypervisorMsrFilterPolicy|Whether the hypervisor filters model specific registers.
                25000119|hypervisormmionxpolicy|10 1507|Disable,Enable|\
                BcdOSLoaderInteger_HypervisorMmioNxPolicy|Whether the hypervisor forbids execution of device memory.
                2500011a|hypervisorschedulertype|10 1803|Classic,Core,Root|\
                BcdOSLoaderInteger_HypervisorSchedulerType|How the hypervisor gives out processors.
                2500011c|hypervisorperfmon|10 1809|System,Hypervisor|BcdOSLoaderInteger_HypervisorPerfmon|Who has the performance counters.
                2500011d|hypervisorrootprocpercore|10 1809||BcdOSLoaderInteger_HypervisorRootProcPerCore|Processors of the root partition in each core.
                25000120|xsavepolicy|7||BcdOSLoaderInteger_XSavePolicy|Whether XSAVE is used.
                25000121|xsaveaddfeature0|7||BcdOSLoaderInteger_XSaveAddFeature0|XSAVE features to add, first part.
                25000122|xsaveaddfeature1|7||BcdOSLoaderInteger_XSaveAddFeature1|XSAVE features to add, second part.
                25000123|xsaveaddfeature2|7||BcdOSLoaderInteger_XSaveAddFeature2|XSAVE features to add, third part.
                25000124|xsaveaddfeature3|7||BcdOSLoaderInteger_XSaveAddFeature3|XSAVE features to add, fourth part.
                25000125|xsaveaddfeature4|7||BcdOSLoaderInteger_XSaveAddFeature4|XSAVE features to add, fifth part.
                25000126|xsaveaddfeature5|7||BcdOSLoaderInteger_XSaveAddFeature5|XSAVE features to add, sixth part.
                25000127|xsaveaddfeature6|7||BcdOSLoaderInteger_XSaveAddFeature6|XSAVE features to add, seventh part.
                25000128|xsaveaddfeature7|7||BcdOSLoaderInteger_XSaveAddFeature7|XSAVE features to add, eighth part.
                25000129|xsaveremovefeature|7||BcdOSLoaderInteger_XSaveRemoveFeature|XSAVE features to remove.
                2500012a|xsaveprocessorsmask|7||BcdOSLoaderInteger_XSaveProcessorsMask|Processors that XSAVE settings are for.
                2500012b|xsavedisable|7||BcdOSLoaderInteger_XSaveDisable|Whether XSAVE is switched off.
                2500012c|kerneldebugtype|8.1|Serial,1394,USB,NET|BcdOSLoaderInteger_KernelDebuggerType|Connection to the kernel's debugger.
                2500012e|kerneldebugaddress|8.1||BcdOSLoaderInteger_KernelDebuggerPortAddress|I/O address of the serial port for the kernel's debugger.
                2500012f|kerneldebugport|8.1||BcdOSLoaderInteger_KernelDebuggerPortNumber|Number of the serial port for the kernel's debugger.
                25000130|claimedtpmcounter|8||BcdOSLoaderInteger_ClaimedTpmCounter|Counter of BitLocker's device lock.
                25000131|kernelchannel|8.1||BcdOSLoaderInteger_KernelDebugger1394Channel|IEEE 1394 channel of the kernel's debugger.
                25000133|kernelhostip|8.1|#ip|BcdOSLoaderInteger_KernelDebuggerNetHostIp|IPv4 address of the machine that debugs the kernel.
                25000134|kernelport|8.1||BcdOSLoaderInteger_KernelDebuggerNetHostPort|UDP port on the machine that debugs the kernel.
                25000139|kernelbaudrate|8.1||BcdOSLoaderInteger_KernelDebuggerBaudrate|Speed of the serial port for the kernel's debugger.
                25000142|vsmlaunchtype|10 1507|Off,Auto|BcdOSLoaderInteger_VsmLaunchType|Whether virtual secure mode starts.
                25000144|hypervisorenforcedcodeintegrity|10 1507|Disable,Enable,Strict|\
                BcdOSLoaderInteger_HypervisorEnforcedCodeIntegrity|Whether the hypervisor checks code.
                26000004|stampdisks|Vista SP1||BcdOSLoaderBoolean_StampDisks|Gives disks without a signature one; until Windows 8.
                26000010|detecthal|Vista||BcdOSLoaderBoolean_DetectKernelAndHal|Chooses kernel and HAL at every start; acted on in Vista only.
                26000022|winpe|Vista||BcdOSLoaderBoolean_WinPEMode|Starts as Windows PE.
                26000024|nocrashautoreboot|Vista||BcdOSLoaderBoolean_DisableCrashAutoReboot|No restart after a crash.
                26000025|lastknowngood|Vista||BcdOSLoaderBoolean_UseLastGoodSettings|Last settings that worked.
                26000026|oslnointegritychecks|Vista||BcdOSLoaderBoolean_DisableCodeIntegrityChecks|Loads drivers without a valid signature; until Windows 7.
                26000027|osltestsigning|Vista||BcdOSLoaderBoolean_AllowPrereleaseSignatures|Accepts drivers with test signatures; until Windows 7.
                26000030|nolowmem|Vista||BcdOSLoaderBoolean_NoLowMemory|Nothing below 4 GiB where that can be avoided.
                26000040|vga|Vista||BcdOSLoaderBoolean_UseVgaDriver|Plain VGA driver.
                26000041|quietboot|Vista||BcdOSLoaderBoolean_DisableBootDisplay|No Windows logo while loading.
                26000042|novesa|Vista||BcdOSLoaderBoolean_DisableVesaBios|No VESA modes.
                26000043|novga|8||BcdOSLoaderBoolean_DisableVgaMode|No VGA modes.
                26000051|usephysicaldestination|Vista||BcdOSLoaderBoolean_UsePhysicalDestination|Addresses interrupts to a physical processor.
                26000054|uselegacyapicmode|7||BcdOSLoaderBoolean_UseLegacyApicMode|APIC without its extensions.
                26000060|onecpu|Vista||BcdOSLoaderBoolean_UseBootProcessorOnly|Only the processor that starts.
                26000062|maxproc|Vista||BcdOSLoaderBoolean_ForceMaximumProcessors|Reports as many processors as there can be.
                26000064|maxgroup|7||BcdOSLoaderBoolean_MaximizeGroupsCreated|As many processor groups as possible.
                26000065|groupaware|7||BcdOSLoaderBoolean_ForceGroupAwareness|Runs drivers in a group other than 0, to test them.
                26000070|usefirmwarepcisettings|Vista||BcdOSLoaderBoolean_UseFirmwarePciSettings|PCI resources as the firmware left them.
                26000081|safebootalternateshell|Vista||BcdOSLoaderBoolean_SafeBootAlternateShell|Safe mode with a command prompt instead of the shell.
                26000090|bootlog|Vista||BcdOSLoaderBoolean_BootLogInitialization|Log of what was loaded.
                26000091|sos|Vista||BcdOSLoaderBoolean_VerboseObjectLoadMode|Names what is loaded.
                260000a0|debug|Vista||BcdOSLoaderBoolean_KernelDebuggerEnabled|Debugs the kernel.
                260000a1|halbreakpoint|Vista||BcdOSLoaderBoolean_DebuggerHalBreakpoint|Stops in the debugger when the HAL starts.
                260000a2|useplatformclock|7||BcdOSLoaderBoolean_UsePlatformClock|Time from the platform clock.
                260000a3|forcelegacyplatform|8||BcdOSLoaderBoolean_ForceLegacyPlatform|Acts as if on an old platform.
                260000a4|useplatformtick|8||BcdOSLoaderBoolean_UsePlatformTick|Ticks from the platform timer.
                260000a5|disabledynamictick|8||BcdOSLoaderBoolean_DisableDynamicTick|Ticks also when nothing needs them.
                260000b0|ems|Vista||BcdOSLoaderBoolean_EmsEnabled|Emergency Management Services in Windows.
                260000c3|onetimeadvancedoptions|8||BcdOSLoaderBoolean_AdvancedOptionsOneTime|Shows the advanced options once.
                260000c4|onetimeoptionsedit|8||BcdOSLoaderBoolean_EditOptionsOneTime|Asks for load options once.
                260000e1|disableelamdrivers|8||BcdOSLoaderBoolean_DisableElamDrivers|No early launch antimalware drivers.
                260000f2|hypervisordebug|Vista SP1||BcdOSLoaderBoolean_HypervisorDebuggerEnabled|Debugs the hypervisor.
                260000f8|hypervisordisableslat|7||BcdOsLoaderBoolean_HypervisorSlatDisabled|The hypervisor does without second level address translation.
                260000fc|hypervisoruselargevtlb|7 SP1||BcdOSLoaderBoolean_HypervisorUseLargeVTlb|The hypervisor uses a large virtual TLB.
                26000114|hypervisordhcp|8||BcdOSLoaderBoolean_HypervisorDebuggerNetDhcp|The hypervisor's debugging network card gets its address from DHCP.
                26000116|hypervisorusevapic|8||BcdOSLoaderBoolean_HypervisorUseVApic|The hypervisor uses virtual APICs.
                26000135|kerneldhcp|8.1||BcdOSLoaderBoolean_KernelDebuggerNetDhcp|The kernel's debugging network card gets its address from DHCP.
                26000141|event|10 1507||BcdOSLoaderBoolean_EventLoggingEnabled|Logs events to another machine.
                26000145|dtrace|10 1809||BcdOSLoaderBoolean_DtraceEnabled|DTrace.
                """;
    }
}
