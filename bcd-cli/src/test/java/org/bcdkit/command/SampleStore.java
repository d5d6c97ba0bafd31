package org.bcdkit.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.store.WellKnown;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.testing.HiveBuilder;

/** A store with one Windows 11 in it, as Windows makes it under UEFI, and variants of it in files. */
final class SampleStore {

    static final ObjectId LOADER = ObjectId.of("11111111-0000-11ef-8000-010203040506");
    static final ObjectId RESUME = ObjectId.of("11111110-0000-11ef-8000-010203040506");
    static final ObjectId GONE = ObjectId.of("33333333-0000-11ef-8000-010203040506");
    static final Instant MORNING = Instant.parse("2026-11-24T09:00:00Z");

    static final String DISK = "{a0000000-0000-4000-8000-000000000000}";
    static final PartitionId WINDOWS = gpt("b0000000-0000-4000-8000-000000000003");
    static final PartitionId DATA = gpt("b0000000-0000-4000-8000-000000000004");
    static final String WINDOWS_TEXT = "partition=gpt:" + DISK + ",{b0000000-0000-4000-8000-000000000003}";
    static final String ESP_TEXT = "partition=gpt:" + DISK + ",{b0000000-0000-4000-8000-000000000001}";

    private SampleStore() {}

    private static PartitionId gpt(String partition) {
        return new PartitionId.Gpt(UUID.fromString("a0000000-0000-4000-8000-000000000000"), UUID.fromString(partition));
    }

    static BcdStore store() {
        StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us");
        return template.withWindows(
                template.store(new PartitionDevice(gpt("b0000000-0000-4000-8000-000000000001"))), LOADER, RESUME, new PartitionDevice(WINDOWS));
    }

    /** {@code folder/BCD}. */
    static Path in(Path folder) throws IOException {
        return write(folder.resolve("BCD"), store());
    }

    static Path write(Path path, BcdStore store) throws IOException {
        new StoreFile(path, Clock.fixed(MORNING, ZoneOffset.UTC)).create(store);
        return path;
    }

    /** The store with its boot manager changed. */
    static BcdStore withBootManager(UnaryOperator<BcdObject> change) {
        BcdStore store = store();
        return store.with(change.apply(store.find(WellKnown.BOOT_MANAGER).orElseThrow()));
    }

    /** The store with a display order that also names an object that is not there. */
    static BcdStore dangling() {
        return withBootManager(b -> b.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(GONE, LOADER)))));
    }

    /** Makes a store dirty: its sequence numbers differ, as after a write that was not finished. No log completes it. */
    static void soil(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, sequence(bytes, sequenceOf(bytes) + 1, sequenceOf(bytes)));
    }

    /** Makes a store dirty, with a log beside it that makes it {@code whole}. */
    static void soilWithLog(Path path, BcdStore whole) throws IOException {
        byte[] before = Files.readAllBytes(path);
        Path after = write(path.resolveSibling("whole"), whole);
        byte[] bytes = Files.readAllBytes(after);
        Files.delete(after);
        int sequence = sequenceOf(before);
        Files.write(path.resolveSibling(path.getFileName() + ".LOG"), oldLog(sequence(bytes, sequence + 1, sequence + 1)));
        Files.write(path, sequence(before, sequence + 1, sequence));
    }

    /** A log in the old format, which holds all pages. REGF, "Old format". */
    private static byte[] oldLog(byte[] whole) {
        int pages = whole.length / 512 - 8;
        ByteBuffer log = ByteBuffer.allocate((512 + 4 + pages / 8 + 511) / 512 * 512 + pages * 512).order(ByteOrder.LITTLE_ENDIAN);
        log.put(whole, 0, 512).putInt(28, 1);
        HiveBuilder.seal(log.array());
        log.put("DIRT".getBytes(US_ASCII));
        for (int i = 0; i < pages / 8; i++) {
            log.put((byte) 0xff);
        }
        log.position(log.capacity() - pages * 512);
        return log.put(whole, 4096, pages * 512).array();
    }

    private static int sequenceOf(byte[] hive) {
        return ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }

    private static byte[] sequence(byte[] hive, int primary, int secondary) {
        ByteBuffer buffer = ByteBuffer.wrap(hive.clone()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(4, primary).putInt(8, secondary);
        return HiveBuilder.seal(buffer.array());
    }

    /** A string as registry data. */
    static byte[] wide(String text) {
        return (text + "\0").getBytes(UTF_16LE);
    }
}
