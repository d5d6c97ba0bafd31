package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing takes time that grows with the square of a store. What is compared is the processor time of this thread on a store of eight times the
 * size: about eight times as much if all is well, sixty-four if not. A busy machine makes even that time several times longer for seconds, so both
 * sizes take turns, and the least of each counts.
 */
class LargeStoreTest {

    private static final int SMALL = 500;
    private static final int ELEMENTS = 4000;
    private static final int FACTOR = 8;
    private static final double MOST = 24;
    private static final int RUNS = 6;

    @TempDir
    static Path folder;

    @Test
    void readsAStoreInTimeThatGrowsWithIt() throws IOException {
        StoreFile small = file(SMALL);
        StoreFile large = file(FACTOR * SMALL);

        assertGrowsOnce(() -> small.read(), () -> large.read());
    }

    @Test
    void takesAnEditInTimeThatGrowsWithTheStore() throws IOException {
        StoreFile small = file(SMALL);
        StoreFile large = file(FACTOR * SMALL);

        assertGrowsOnce(() -> addEntry(small), () -> addEntry(large));
        assertThat(large.read().store().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER))
                .hasSizeGreaterThan(FACTOR * SMALL);
    }

    @Test
    void checksAStoreInTimeThatGrowsWithIt() throws IOException {
        StoreSnapshot small = file(SMALL).read();
        StoreSnapshot large = file(FACTOR * SMALL).read();

        assertGrowsOnce(() -> StoreCheck.check(small), () -> StoreCheck.check(large));
    }

    @Test
    void comparesStoresInTimeThatGrowsWithThem() {
        BcdStore small = store(SMALL, "before");
        BcdStore smallAfter = store(SMALL, "after");
        BcdStore large = store(FACTOR * SMALL, "before");
        BcdStore largeAfter = store(FACTOR * SMALL, "after");

        assertGrowsOnce(() -> StoreDiff.changes(small, smallAfter), () -> StoreDiff.changes(large, largeAfter));
        assertThat(StoreDiff.changes(large, largeAfter)).hasSize(FACTOR * SMALL);
    }

    @Test
    void comparesObjectsInTimeThatGrowsWithTheirElements() {
        BcdStore small = new BcdStore(List.of(), List.of(objectOf(ELEMENTS, 1)));
        BcdStore smallAfter = new BcdStore(List.of(), List.of(objectOf(ELEMENTS, 2)));
        BcdStore large = new BcdStore(List.of(), List.of(objectOf(FACTOR * ELEMENTS, 1)));
        BcdStore largeAfter = new BcdStore(List.of(), List.of(objectOf(FACTOR * ELEMENTS, 2)));

        assertGrowsOnce(() -> StoreDiff.of(small, smallAfter), () -> StoreDiff.of(large, largeAfter));
    }

    @Test
    void followsAChainOfInheritanceInTimeThatGrowsWithIt() {
        BcdStore small = chain(ELEMENTS);
        BcdStore large = chain(FACTOR * ELEMENTS);

        assertGrowsOnce(
                () -> InheritedElement.of(small.objects().get(0), small), () -> InheritedElement.of(large.objects().get(0), large));
        assertThat(InheritedElement.of(large.objects().get(0), large)).hasSize(FACTOR * ELEMENTS - 1);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void assertGrowsOnce(Work small, Work large) {
        double smallTime = Double.MAX_VALUE;
        double largeTime = Double.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            smallTime = Math.min(smallTime, time(small));
            largeTime = Math.min(largeTime, time(large));
        }
        assertThat(largeTime / smallTime).isLessThan(MOST);
    }

    private static double time(Work work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Not less than the clock can tell.
        return Math.max(1e5, threads.getCurrentThreadCpuTime() - start);
    }

    /** A store of that size, made once for all tests. */
    private static StoreFile file(int size) throws IOException {
        StoreFile file = new StoreFile(Files.createDirectories(folder.resolve("store of " + size)).resolve("BCD"), Clock.systemUTC());
        if (!Files.exists(file.path())) {
            file.create(store(size, "Windows"));
        }
        return file;
    }

    private static void addEntry(StoreFile file) throws IOException {
        VhdEntryRequest request = new VhdEntryRequest(
                "new", Optional.of(new BootDevice()), "\\" + UUID.randomUUID() + ".vhdx", Optional.empty(), Optional.empty(), Optional.empty(),
                VhdEntryRequest.Placement.FIRST, false);
        StorePlan plan = VhdEntryPlanner.plan(file.read(), request, new ObjectId(UUID.randomUUID())).plan();
        assertThat(plan.changes()).isNotEmpty();
        file.change(plan).apply();
    }

    private static BcdStore store(int size, String title) {
        StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us");
        BcdStore windows = template.store(new BootDevice());
        List<BcdObject> objects = new ArrayList<>();
        List<ObjectId> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String path = "\\images\\" + i + ".vhdx";
            BcdObject loader = template.loader(id(i))
                    .with(Element.of(ElementType.DEVICE, new DeviceValue(DeviceDescriptor.vhdLocated(path, ElementType.PATH.code()))))
                    .with(Element.of(ElementType.OS_DEVICE, new DeviceValue(DeviceDescriptor.vhdLocated(path, ElementType.SYSTEM_ROOT.code()))))
                    .with(Element.of(ElementType.DESCRIPTION, new StringValue(title + " " + i)));
            objects.add(loader);
            order.add(loader.id());
        }
        BcdObject bootManager = windows.find(WellKnown.BOOT_MANAGER).orElseThrow();
        objects.addAll(windows.with(bootManager.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(order)))).objects());
        return new BcdStore(windows.description(), objects);
    }

    private static BcdObject objectOf(int elements, int value) {
        List<Element> list = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            list.add(Element.of(new ElementType(0x25100000 + i), new IntegerValue(value)));
        }
        return new BcdObject(id(0), ObjectType.OS_LOADER, list);
    }

    /** Objects each of which inherits from the next, and has one element of its own. */
    private static BcdStore chain(int length) {
        List<BcdObject> objects = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            objects.add(new BcdObject(
                    new ObjectId(new UUID(i, 0)),
                    ObjectType.OS_LOADER,
                    List.of(
                            Element.of(ElementType.INHERIT, new ObjectListValue(List.of(new ObjectId(new UUID(i + 1, 0))))),
                            Element.of(new ElementType(0x25100000 + i), new IntegerValue(i)))));
        }
        return new BcdStore(List.of(), objects);
    }

    /** Identifiers in no order. */
    private static ObjectId id(int number) {
        return new ObjectId(new UUID((number + 1) * 0x9e3779b97f4a7c15L, number));
    }
}
