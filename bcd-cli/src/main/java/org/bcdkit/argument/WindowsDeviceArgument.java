package org.bcdkit.argument;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.install.LoaderDevice;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** {@code --windows-device}: where a boot manager finds a Windows, as a device or as a partition by itself. */
public final class WindowsDeviceArgument {

    private static final String PARTITION = "partition=";

    private WindowsDeviceArgument() {}

    /** @param option where it stands, for messages */
    public static LoaderDevice parse(String option, String text, Drives drives) throws IOException {
        boolean isPartition = PartitionArgument.isMeant(text) || MapArgument.letter(text).isPresent() || text.startsWith("/");
        String word = isPartition ? PARTITION + text : text;
        return new LoaderDevice(value(option, word, ElementType.DEVICE, drives).device(), value(option, word, ElementType.OS_DEVICE, drives).device());
    }

    private static DeviceValue value(String option, String word, ElementType type, Drives drives) throws IOException {
        Identifiers none = new Identifiers() {
            @Override
            public ObjectId id(String text) {
                throw new UsageException(option + ": a Windows is not started with options, and \"" + text + "\" would be some.");
            }
        };
        return (DeviceValue) ValueArgument.parse(type, Optional.of(ObjectType.OS_LOADER), List.of(word), none, drives);
    }
}
