package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * Where firmware finds something: nodes from the outermost bus to the file. UEFI, "Device Path Protocol".
 *
 * @param nodes without the one that ends the path
 */
public record DevicePath(List<DevicePathNode> nodes) {

    private static final String STRUCTURE = "device path";

    public DevicePath {
        nodes = List.copyOf(nodes);
    }

    /** A file on a partition, which firmware looks for on all disks. */
    public static DevicePath ofFile(HardDrive partition, String path) {
        return new DevicePath(List.of(DevicePathNode.of(partition), DevicePathNode.ofFile(path)));
    }

    /**
     * Reads the path that starts at {@code start} and has its end before {@code end}.
     *
     * @throws MalformedException when a node does not fit, or none ends the path
     */
    static DevicePath read(String source, byte[] bytes, int start, int end) throws MalformedException {
        List<DevicePathNode> nodes = new ArrayList<>();
        int at = start;
        while (at < end) {
            DevicePathNode node = node(source, bytes, at, end);
            if (node.endsPath()) {
                return new DevicePath(nodes);
            }
            nodes.add(node);
            at += node.size();
        }
        throw new MalformedException(source, STRUCTURE, start, "no node ends it");
    }

    private static DevicePathNode node(String source, byte[] bytes, int at, int end) throws MalformedException {
        int header = DevicePathNode.HEADER.size();
        if (end - at < header) {
            throw new MalformedException(source, STRUCTURE, at, "a node takes " + header + " bytes at least, and " + (end - at) + " are left");
        }
        int length = LittleEndian.u16(bytes, at + DevicePathNode.LENGTH.offset());
        if (length < header || length > end - at) {
            throw new MalformedException(source, STRUCTURE, at, "a node says that it has " + length + " bytes, and " + (end - at) + " are left");
        }
        return new DevicePathNode(bytes[at] & 0xff, bytes[at + 1] & 0xff, Bytes.of(bytes, at + header, length - header));
    }

    /** The partition that it goes through; absent when it names none. */
    public Optional<HardDrive> hardDrive() {
        for (DevicePathNode node : nodes) {
            if (node.hardDrive().isPresent()) {
                return node.hardDrive();
            }
        }
        return Optional.empty();
    }

    /** The file that it ends at, with backslashes; absent when it names none. The parts of one that is in several nodes are put together. */
    public Optional<String> file() {
        StringBuilder path = new StringBuilder();
        boolean found = false;
        for (DevicePathNode node : nodes) {
            if (node.file().isPresent()) {
                String part = node.file().get();
                boolean apart = found && !part.startsWith("\\") && (path.length() == 0 || path.charAt(path.length() - 1) != '\\');
                path.append(apart ? "\\" : "").append(part);
                found = true;
            }
        }
        return found ? Optional.of(path.toString()) : Optional.empty();
    }

    /** In bytes, with the node that ends it. */
    int size() {
        int size = DevicePathNode.END_NODE.size();
        for (DevicePathNode node : nodes) {
            size += node.size();
        }
        return size;
    }

    /** With the node that ends it. */
    Bytes toBytes() {
        byte[] bytes = new byte[size()];
        int at = 0;
        for (DevicePathNode node : nodes) {
            at = put(bytes, at, node);
        }
        put(bytes, at, DevicePathNode.END_NODE);
        return Bytes.of(bytes);
    }

    private static int put(byte[] bytes, int at, DevicePathNode node) {
        System.arraycopy(node.header().toArray(), 0, bytes, at, DevicePathNode.HEADER.size());
        System.arraycopy(node.data().toArray(), 0, bytes, at + DevicePathNode.HEADER.size(), node.data().size());
        return at + node.size();
    }

    /** {@code HD(1,GPT,…)/\EFI\Microsoft\Boot\bootmgfw.efi}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (DevicePathNode node : nodes) {
            text.append(text.length() == 0 ? "" : "/").append(node);
        }
        return text.toString();
    }
}
