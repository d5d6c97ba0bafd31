package org.bcdkit.argument;

import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.LocateTarget.ByElement;
import org.bcdkit.device.DeviceDescriptor.LocateTarget.ByPath;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/** All devices that an element can hold, in all combinations. */
final class RandomDevices {

    /** Pieces of paths that mean something somewhere in the notation. */
    private static final String[] PIECES = {
        "\\", "\\", "a", "]", "[", ",", "{", "}", ",{", "locate=", "custom:12000002", ",locate=custom:22000002", ",LOCATE=", ",vhd=[boot]", "<", ">", "<>",
        "<2c>", "boot", "gpt:", "\n", "\u007f", "\ud83d", "\ude00", "ü", "\ud83d\ude00", "=", ",{0b2394a9-095e-487d-8d48-719ecd4d78ca}", "\u0085", "C:"
    };

    private RandomDevices() {}

    static DeviceValue value(Random random) {
        Optional<ObjectId> options = switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(WellKnown.RAMDISK_OPTIONS);
            case 2 -> Optional.of(Values.LOADER);
            default -> Optional.of(new ObjectId(uuid(random)));
        };
        return new DeviceValue(device(random, 3), options);
    }

    private static DeviceDescriptor device(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 11)) {
            case 0 -> new BootDevice();
            case 1 -> new PartitionDevice(partition(random));
            case 2 -> new VmbusDevice(uuid(random), uuid(random));
            case 3 -> new LocateDevice(target(random));
            case 4 -> new UnknownDevice(3, Bytes.ofHex("0300000000000000" + "140000000000000000" + "00ff00"));
            case 5 -> new PartitionDevice(partition(random), Optional.of(device(random, depth - 1)));
            case 6 -> new FileDevice(device(random, depth - 1), path(random));
            case 7 -> new RamdiskDevice(device(random, depth - 1), path(random), RamdiskDevice.NO_IMAGE);
            case 8 -> new VirtualDiskDevice(device(random, depth - 1));
            case 9 -> new LocateDevice(target(random), Optional.of(device(random, depth - 1)));
            default -> random.nextBoolean()
                    ? DeviceDescriptor.vhdLocated(path(random), element(random))
                    : DeviceDescriptor.vhd(device(random, depth - 1), path(random), element(random));
        };
    }

    private static LocateTarget target(Random random) {
        return random.nextBoolean() ? new ByElement(element(random)) : new ByPath(path(random));
    }

    private static int element(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt() : (random.nextBoolean() ? ElementType.PATH : ElementType.SYSTEM_ROOT).code();
    }

    private static PartitionId partition(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Values.GPT;
            case 1 -> Values.MBR;
            case 2 -> new PartitionId.Gpt(uuid(random), uuid(random));
            default -> new PartitionId.Mbr(random.nextInt(), random.nextLong() << 9);
        };
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    static String path(Random random) {
        StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : "\\");
        for (int i = random.nextInt(6); i > 0 || path.length() == 0; i--) {
            path.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return path.toString();
    }
}
