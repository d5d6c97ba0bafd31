package org.bcdkit.edit;

import java.util.List;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.hive.Hive;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.ObjectId;

/** Stores as Windows makes them, built from the template tables. */
final class SampleStores {

    static final ObjectId LOADER = ObjectId.of("11111111-0000-11ef-8000-010203040506");
    static final ObjectId RESUME = ObjectId.of("11111110-0000-11ef-8000-010203040506");
    static final ObjectId NEW = ObjectId.of("99999999-0000-11ef-8000-010203040506");
    static final PartitionDevice ESP = gpt("b0000000-0000-4000-8000-000000000001");
    static final PartitionDevice WINDOWS = gpt("b0000000-0000-4000-8000-000000000003");
    static final PartitionDevice DATA = gpt("b0000000-0000-4000-8000-000000000004");

    private SampleStores() {}

    private static PartitionDevice gpt(String partition) {
        return new PartitionDevice(new PartitionId.Gpt(UUID.fromString("a0000000-0000-4000-8000-000000000000"), UUID.fromString(partition)));
    }

    static BcdStore windows(FirmwareKind firmware, WindowsGeneration generation) {
        StoreTemplate template = new StoreTemplate(firmware, generation, "de-de");
        return template.withWindows(template.store(ESP), LOADER, RESUME, WINDOWS);
    }

    static BcdStore empty(FirmwareKind firmware) {
        return new StoreTemplate(firmware, WindowsGeneration.WINDOWS_10, "en-us").store(ESP);
    }

    static StoreSnapshot snapshot(BcdStore store) {
        Hive hive = BcdStoreWriter.create(store, 0);
        return new StoreSnapshot("BCD", Fingerprint.of(Bytes.EMPTY), hive, store, List.of());
    }
}
