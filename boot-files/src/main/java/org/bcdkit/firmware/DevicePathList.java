package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * The device paths of a boot entry, one behind the other. UEFI, "Load Options" ({@code FilePathList}).
 *
 * @param paths at least one; the first is what is started, the others are for what is started
 * @param rest what stands behind the last path and is none: firmware by some makers leaves a few bytes there
 */
public record DevicePathList(List<DevicePath> paths, Bytes rest) {

    /** Throws IllegalArgumentException for a list without a path. */
    public DevicePathList {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no device path");
        }
    }

    static DevicePathList of(DevicePath path) {
        return new DevicePathList(List.of(path), Bytes.EMPTY);
    }

    /**
     * Reads what is from {@code start} to {@code end}.
     *
     * @throws MalformedException when not even the first path is whole
     */
    static DevicePathList read(String source, byte[] bytes, int start, int end) throws MalformedException {
        List<DevicePath> paths = new ArrayList<>();
        int at = start;
        do {
            try {
                DevicePath path = DevicePath.read(source, bytes, at, end);
                paths.add(path);
                at += path.size();
            } catch (MalformedException e) {
                if (paths.isEmpty()) {
                    throw e;
                }
                return new DevicePathList(paths, Bytes.of(bytes, at, end - at));
            }
        } while (at < end);
        return new DevicePathList(paths, Bytes.EMPTY);
    }

    /** What is started. */
    DevicePath first() {
        return paths.get(0);
    }

    Bytes toBytes() {
        int size = rest.size();
        for (DevicePath path : paths) {
            size += path.size();
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (DevicePath path : paths) {
            System.arraycopy(path.toBytes().toArray(), 0, bytes, at, path.size());
            at += path.size();
        }
        System.arraycopy(rest.toArray(), 0, bytes, at, rest.size());
        return Bytes.of(bytes);
    }
}
