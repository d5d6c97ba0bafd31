package org.bcdkit.argument;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** Parses values in a store with one Windows, on a machine where C and D are mapped and {@code /mnt/data} is mounted. */
final class Values {

    static final PartitionId GPT = new PartitionId.Gpt(
            UUID.fromString("0b2394a9-095e-487d-8d48-719ecd4d78ca"), UUID.fromString("8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b"));
    static final String GPT_TEXT = "gpt:{0b2394a9-095e-487d-8d48-719ecd4d78ca},{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b}";
    static final PartitionId MBR = new PartitionId.Mbr(0x63f07796, 0x15f00000);
    static final ObjectId LOADER = ObjectId.of("11111111-0000-11ef-8000-010203040506");
    static final Optional<ObjectType> IN_LOADER = Optional.of(ObjectType.OS_LOADER);
    static final Optional<ObjectType> IN_BOOT_MANAGER = Optional.of(ObjectType.BOOT_MANAGER);

    private Values() {}

    static BcdStore store() {
        StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us");
        ObjectId resume = ObjectId.of("11111110-0000-11ef-8000-010203040506");
        return template.withWindows(template.store(new PartitionDevice(GPT)), LOADER, resume, new PartitionDevice(MBR));
    }

    static StoreSnapshot snapshot(BcdStore store) {
        return new StoreSnapshot("BCD", Fingerprint.of(Bytes.EMPTY), BcdStoreWriter.create(store, 0), store, List.of());
    }

    private static Identifiers identifiers() {
        StoreSnapshot snapshot = snapshot(store());
        return text -> ObjectArgument.id(text, snapshot);
    }

    private static Drives drives() {
        MapArgument maps = MapArgument.parse(List.of("C=" + GPT_TEXT, "D=mbr:63f07796,368050176"));
        return new Drives() {
            @Override
            public PartitionId partition(char letter) {
                return ((MapArgument.Place.Partition) maps.meaning(letter)).id();
            }

            @Override
            public PartitionId partition(Path folder) {
                if (!folder.equals(Path.of("/mnt/data"))) {
                    throw new RequestException("nothing is mounted at " + folder);
                }
                return MBR;
            }
        };
    }

    private static final Identifiers IDENTIFIERS = identifiers();
    private static final Drives DRIVES = drives();

    static ElementValue parse(ElementType type, Optional<ObjectType> in, List<String> words) {
        try {
            return ValueArgument.parse(type, in, words, IDENTIFIERS, DRIVES);
        } catch (IOException e) {
            throw new AssertionError("no machine is asked here", e);
        }
    }

    /** The value by the element's name. */
    static ElementValue parse(String name, Optional<ObjectType> in, String... words) {
        return parse(ElementArgument.find(name, in), in, List.of(words));
    }

    static DeviceValue device(ElementType type, String word) {
        return (DeviceValue) parse(type, IN_LOADER, List.of(word));
    }

    /** The value whose text is that of {@code value}. */
    static ElementValue readBack(ElementType type, Optional<ObjectType> in, ElementValue value) {
        return parse(type, in, ElementText.lines(type, value, in));
    }
}
