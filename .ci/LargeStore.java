import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/**
 * Makes a boot store for measurements: what Windows 11 has in one, and loaders up to the number of objects that is wanted, all in the display
 * order. Each starts Windows from an image of its own, and no two have the same devices, so nothing can be gained from their being alike.
 *
 * <pre>java -cp bcd-cli/target/bcd.jar .ci/LargeStore.java OBJECTS FILE</pre>
 */
public final class LargeStore {

    private static final ElementType HYPERVISOR_LAUNCH = new ElementType(0x250000f0);
    private static final int LOCATED_BY_PATH = 0x12000002;
    private static final int LOCATED_BY_SYSTEM_ROOT = 0x22000002;

    private final Random random = new Random(10_000);
    private final StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us");
    private final PartitionDevice system = partition();
    private final List<BcdObject> objects = new ArrayList<>();
    private final List<ObjectId> order = new ArrayList<>();

    private LargeStore() {}

    public static void main(String[] args) throws Exception {
        new StoreFile(Path.of(args[1]), Clock.systemUTC()).create(new LargeStore().of(Integer.parseInt(args[0])));
    }

    private BcdStore of(int size) {
        ObjectId resume = id();
        ObjectId first = id();
        BcdStore windows = template.withWindows(template.store(system), first, resume, partition());
        order.add(first);
        while (windows.objects().size() + objects.size() < size) {
            loader(resume);
        }
        BcdObject bootManager = windows.find(WellKnown.BOOT_MANAGER).orElseThrow();
        BcdStore ordered = windows.with(bootManager.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(order))));
        objects.addAll(ordered.objects());
        return new BcdStore(ordered.description(), objects);
    }

    private void loader(ObjectId resume) {
        int number = order.size();
        PartitionDevice host = partition();
        String image = "\\images\\windows-" + number + ".vhdx";
        BcdObject loader = template.loader(id())
                .with(device(ElementType.DEVICE, DeviceDescriptor.vhd(host, image, LOCATED_BY_PATH)))
                .with(device(ElementType.OS_DEVICE, DeviceDescriptor.vhd(host, image, LOCATED_BY_SYSTEM_ROOT)))
                .with(Element.of(ElementType.DESCRIPTION, new StringValue("Windows 11, number " + number)))
                .with(Element.of(ElementType.RESUME_OBJECT, new ObjectValue(resume)))
                .with(Element.of(ElementType.RECOVERY_SEQUENCE, new ObjectListValue(List.of(order.get(0)))))
                .with(Element.of(ElementType.RECOVERY_ENABLED, new BooleanValue(true)))
                .with(Element.of(ElementType.DETECT_HAL, new BooleanValue(true)))
                .with(Element.of(HYPERVISOR_LAUNCH, new IntegerValue(1)));
        objects.add(loader);
        order.add(loader.id());
    }

    private static Element device(ElementType type, DeviceDescriptor device) {
        return Element.of(type, new DeviceValue(device, Optional.empty()));
    }

    private PartitionDevice partition() {
        return new PartitionDevice(new PartitionId.Gpt(uuid(), uuid()), Optional.empty());
    }

    private ObjectId id() {
        return new ObjectId(uuid());
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
