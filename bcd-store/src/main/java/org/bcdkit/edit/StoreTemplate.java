package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * What Windows puts into a fresh store, for one firmware and one generation of Windows. Specification: BCD format, section 7.
 *
 * @param locale for instance {@code en-us}
 */
public record StoreTemplate(FirmwareKind firmware, WindowsGeneration generation, String locale) {

    /** What Windows takes when nobody says. */
    public static final String DEFAULT_LOCALE = "en-us";

    private static final String KEY_NAME = "KeyName";
    private static final String SECOND_STORE = "BCD00000001";
    /** Of elements that tell Windows Setup what to make. */
    private static final int SETUP_CLASS = 4;

    private static final ElementType EMS_ENABLED = new ElementType(0x16000020);
    private static final ElementType DEBUG_TYPE = new ElementType(0x15000011);
    private static final ElementType DEBUG_PORT = new ElementType(0x15000013);
    private static final ElementType BAUD_RATE = new ElementType(0x15000014);
    private static final ElementType ALLOW_BAD_MEMORY = new ElementType(0x1600000b);
    private static final ElementType HYPERVISOR_DEBUG_TYPE = new ElementType(0x250000f3);
    private static final ElementType HYPERVISOR_DEBUG_PORT = new ElementType(0x250000f4);
    private static final ElementType HYPERVISOR_BAUD_RATE = new ElementType(0x250000f5);
    /** In a resume application: the Windows partition. Same number as a loader's osdevice. */
    private static final ElementType RESUME_FILE_DEVICE = new ElementType(0x21000001);
    private static final ElementType RESUME_FILE_PATH = new ElementType(0x22000002);
    private static final ElementType RESUME_BOOT_MENU_POLICY = new ElementType(0x25000008);
    private static final ElementType RESUME_PAE = new ElementType(0x26000004);
    private static final ElementType RESUME_DEBUG_OPTION = new ElementType(0x26000006);

    private static final long DEBUG_LOCAL = 4;
    private static final long BAUD_115200 = 115200;
    private static final long MENU_TIMEOUT_SECONDS = 30;

    /** {@code allowedinmemorysettings} in every loader of Windows 8 and later. */
    private static final long IN_MEMORY_SETTING = 0x15000075;

    /** The settings objects, the boot manager and the memory tester: a store without an operating system. */
    public BcdStore store(DeviceDescriptor systemPartition) {
        return store(systemPartition, settings());
    }

    /** The same with other settings objects, such as {@link #settings(BcdStore)} gives. */
    public BcdStore store(DeviceDescriptor systemPartition, List<BcdObject> settings) {
        return withAll(new BcdStore(systemStoreDescription(), List.of()), settings).with(bootManager(systemPartition)).with(memoryTester(systemPartition));
    }

    /** The store that UEFI machines have for recovery: settings and a boot manager, and nothing to start. Specification: section 7.5. */
    public BcdStore recoveryStore(DeviceDescriptor systemPartition, List<BcdObject> settings) {
        List<Value> description = List.of(Value.text(KEY_NAME, SECOND_STORE), Value.number("FirmwareModified", 1));
        return withAll(new BcdStore(description, List.of()), settings).with(bootManager(systemPartition).without(ElementType.TOOLS_DISPLAY_ORDER));
    }

    private static BcdStore withAll(BcdStore store, List<BcdObject> objects) {
        BcdStore all = store;
        for (BcdObject object : objects) {
            all = all.with(object);
        }
        return all;
    }

    /**
     * The settings objects as the {@code BCD-Template} of a Windows has them: without the elements that steer Windows Setup, and each value in the form
     * that Windows writes. One that is not there is as in {@link #settings()}. Specification: section 7.6.
     */
    public List<BcdObject> settings(BcdStore template) {
        List<BcdObject> settings = new ArrayList<>();
        for (BcdObject usual : settings()) {
            Optional<BcdObject> there = template.find(usual.id());
            settings.add(there.isPresent() ? new BcdObject(usual.id(), usual.type(), elements(there.get()), List.of()) : usual);
        }
        return settings;
    }

    private static List<Element> elements(BcdObject object) {
        List<Element> elements = new ArrayList<>();
        for (Element element : object.elements()) {
            if (element.type().elementClass() != SETUP_CLASS) {
                boolean isUnknown = element.value() instanceof UnknownValue;
                elements.add(isUnknown ? element : Element.of(element.type(), element.value()));
            }
        }
        return elements;
    }

    /** The settings objects. Specification: section 7.1. */
    public List<BcdObject> settings() {
        List<BcdObject> settings = new ArrayList<>();
        boolean old = !generation.isWindows8OrLater();
        settings.add(inherit(WellKnown.EMS_SETTINGS, ObjectType.INHERIT_ANY, Element.of(EMS_ENABLED, old)));
        settings.add(
                old
                        ? inherit(
                                WellKnown.DEBUGGER_SETTINGS,
                                ObjectType.INHERIT_ANY,
                                Element.of(DEBUG_TYPE, 0),
                                Element.of(DEBUG_PORT, 1),
                                Element.of(BAUD_RATE, BAUD_115200))
                        : inherit(WellKnown.DEBUGGER_SETTINGS, ObjectType.INHERIT_ANY, Element.of(DEBUG_TYPE, DEBUG_LOCAL)));
        settings.add(inherit(WellKnown.BAD_MEMORY, ObjectType.INHERIT_ANY));
        settings.add(inherit(
                WellKnown.GLOBAL_SETTINGS,
                ObjectType.INHERIT_ANY,
                inherits(WellKnown.DEBUGGER_SETTINGS, WellKnown.EMS_SETTINGS, WellKnown.BAD_MEMORY)));
        settings.add(inherit(
                WellKnown.BOOT_LOADER_SETTINGS,
                ObjectType.INHERIT_OS_LOADER,
                inherits(WellKnown.GLOBAL_SETTINGS, WellKnown.HYPERVISOR_SETTINGS)));
        settings.add(inherit(
                WellKnown.HYPERVISOR_SETTINGS,
                ObjectType.INHERIT_OS_LOADER,
                Element.of(HYPERVISOR_DEBUG_TYPE, 0),
                Element.of(HYPERVISOR_DEBUG_PORT, 1),
                Element.of(HYPERVISOR_BAUD_RATE, BAUD_115200)));
        settings.add(inherit(WellKnown.RESUME_LOADER_SETTINGS, ObjectType.INHERIT_RESUME, inherits(WellKnown.GLOBAL_SETTINGS)));
        return settings;
    }

    /** {@code Description} of a store that a machine starts from. */
    private static List<Value> systemStoreDescription() {
        return List.of(Value.text(KEY_NAME, "BCD00000000"), Value.number("System", 1));
    }

    /** A store without objects, which no machine starts from: what bcdedit makes with {@code /createstore}. */
    public static BcdStore empty() {
        return new BcdStore(List.of(Value.text(KEY_NAME, SECOND_STORE)), List.of());
    }

    private BcdObject bootManager(DeviceDescriptor systemPartition) {
        List<Element> elements = new ArrayList<>();
        elements.add(device(ElementType.DEVICE, systemPartition));
        if (firmware == FirmwareKind.UEFI) {
            elements.add(Element.of(ElementType.PATH, "\\EFI\\Microsoft\\Boot\\bootmgfw.efi"));
        }
        elements.add(Element.of(ElementType.DESCRIPTION, "Windows Boot Manager"));
        elements.add(Element.of(ElementType.LOCALE, locale));
        elements.add(inherits(WellKnown.GLOBAL_SETTINGS));
        elements.add(Element.of(ElementType.TOOLS_DISPLAY_ORDER, new ObjectListValue(List.of(WellKnown.MEMORY_TESTER))));
        elements.add(Element.of(ElementType.TIMEOUT, MENU_TIMEOUT_SECONDS));
        return new BcdObject(WellKnown.BOOT_MANAGER, ObjectType.BOOT_MANAGER, elements);
    }

    private BcdObject memoryTester(DeviceDescriptor systemPartition) {
        String path = firmware == FirmwareKind.UEFI ? "\\EFI\\Microsoft\\Boot\\memtest.efi" : "\\boot\\memtest.exe";
        return new BcdObject(
                WellKnown.MEMORY_TESTER,
                ObjectType.MEMORY_TESTER,
                List.of(
                        device(ElementType.DEVICE, systemPartition),
                        Element.of(ElementType.PATH, path),
                        Element.of(ElementType.DESCRIPTION, "Windows Memory Diagnostic"),
                        Element.of(ElementType.LOCALE, locale),
                        inherits(WellKnown.GLOBAL_SETTINGS),
                        Element.of(ALLOW_BAD_MEMORY, true)));
    }

    /** A loader, without devices and description. */
    public BcdObject loader(ObjectId id) {
        List<Element> elements = new ArrayList<>();
        elements.add(Element.of(ElementType.PATH, firmware.loaderPath()));
        elements.add(Element.of(ElementType.LOCALE, locale));
        elements.add(inherits(WellKnown.BOOT_LOADER_SETTINGS));
        elements.addAll(generationElements());
        elements.add(Element.of(ElementType.SYSTEM_ROOT, "\\Windows"));
        elements.add(Element.of(ElementType.NX, 0));
        if (generation.isWindows8OrLater()) {
            elements.add(Element.of(ElementType.BOOT_MENU_POLICY, 1));
        }
        return new BcdObject(id, ObjectType.OS_LOADER, elements);
    }

    /** What a loader of Windows 8 and later needs and one of Windows 7 must not have. */
    List<Element> generationElements() {
        if (!generation.isWindows8OrLater()) {
            return List.of();
        }
        Element settings = Element.of(ElementType.ALLOWED_IN_MEMORY_SETTINGS, new IntegerListValue(List.of(IN_MEMORY_SETTING)));
        return firmware == FirmwareKind.UEFI ? List.of(Element.of(ElementType.ISOLATED_CONTEXT, true), settings) : List.of(settings);
    }

    /** This store with a Windows installed on {@code windows}: loader, resume application and their places in the boot manager. */
    public BcdStore withWindows(BcdStore store, ObjectId loaderId, ObjectId resumeId, DeviceDescriptor windows) {
        InstalledWindows installed = new InstalledWindows(generation.title(), windows, windows, InstalledWindows.USUAL_FOLDER);
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER)
                .orElseThrow()
                .with(Element.of(ElementType.DEFAULT, new ObjectValue(loaderId)))
                .with(Element.of(ElementType.BOOT_MANAGER_RESUME_OBJECT, new ObjectValue(resumeId)))
                .with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(loaderId))));
        return store.with(loader(loaderId, resumeId, installed)).with(resume(resumeId, installed)).with(bootManager);
    }

    /** A loader that starts {@code windows}. */
    BcdObject loader(ObjectId id, ObjectId resumeId, InstalledWindows windows) {
        return loader(id)
                .with(Element.of(ElementType.PATH, windows.inFolder(firmware.loaderPath())))
                .with(Element.of(ElementType.SYSTEM_ROOT, windows.folder()))
                .with(device(ElementType.DEVICE, windows.device()))
                .with(device(ElementType.OS_DEVICE, windows.osDevice()))
                .with(Element.of(ElementType.DESCRIPTION, windows.title()))
                .with(Element.of(ElementType.RESUME_OBJECT, new ObjectValue(resumeId)));
    }

    /** The resume application that belongs to a loader of {@code windows}. */
    BcdObject resume(ObjectId id, InstalledWindows windows) {
        List<Element> elements = new ArrayList<>();
        elements.add(device(ElementType.DEVICE, windows.device()));
        elements.add(Element.of(ElementType.PATH, windows.inFolder(firmware.resumePath())));
        elements.add(Element.of(ElementType.DESCRIPTION, "Windows Resume Application"));
        elements.add(Element.of(ElementType.LOCALE, locale));
        elements.add(inherits(WellKnown.RESUME_LOADER_SETTINGS));
        elements.addAll(generationElements());
        elements.add(device(RESUME_FILE_DEVICE, windows.osDevice()));
        elements.add(Element.of(RESUME_FILE_PATH, "\\hiberfil.sys"));
        elements.add(generation.isWindows8OrLater() ? Element.of(RESUME_BOOT_MENU_POLICY, 1) : Element.of(RESUME_PAE, true));
        elements.add(Element.of(RESUME_DEBUG_OPTION, false));
        return new BcdObject(id, ObjectType.RESUME, elements);
    }

    private static BcdObject inherit(ObjectId id, ObjectType type, Element... elements) {
        return new BcdObject(id, type, List.of(elements));
    }

    private static Element inherits(ObjectId... ids) {
        return Element.of(ElementType.INHERIT, new ObjectListValue(List.of(ids)));
    }

    private static Element device(ElementType type, DeviceDescriptor device) {
        return Element.of(type, new DeviceValue(device, Optional.empty()));
    }
}
