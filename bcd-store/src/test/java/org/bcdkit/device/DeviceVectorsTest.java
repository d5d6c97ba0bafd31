package org.bcdkit.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Device elements of real stores, each with what it means in the words of a decoder that was written apart from ours. */
@CorpusTest
class DeviceVectorsTest {

    private static final ObjectId NO_OPTIONS = new ObjectId(new UUID(0, 0));

    /** @param isPatched whether a patch tool left things behind the path, so that no decoder can write it again */
    record Vector(String name, String hex, String meaning, boolean isPatched) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vector> vectors() throws IOException {
        Path file = Corpus.specification().resolve("device-vectors.txt");
        List<Vector> vectors = new ArrayList<>();
        String name = "";
        String hex = "";
        String meaning = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("## ")) {
                name = line.substring(3);
            } else if (line.startsWith("hex: ")) {
                hex = line.substring(5);
            } else if (line.startsWith("meaning: ")) {
                meaning = line.substring(9);
            } else if (line.startsWith("evidence: ")) {
                vectors.add(new Vector(name, hex, meaning, line.contains("NOT byte-identical")));
            }
        }
        return vectors;
    }

    @Test
    void areAllThere() throws IOException {
        assertThat(vectors()).hasSize(63);
        assertThat(vectors().stream().filter(Vector::isPatched)).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meanWhatIsKnownOfThemAndComeOutAsTheyWere(Vector vector) {
        Element element = new Element(ElementType.DEVICE, ValueType.BINARY, Bytes.ofHex(vector.hex()));
        DeviceValue value = (DeviceValue) element.value();

        assertThat(Element.of(ElementType.DEVICE, value)).isEqualTo(element);
        if (vector.isPatched()) {
            int type = element.data().littleEndian().getInt(16);
            assertThat(value.device()).isEqualTo(new UnknownDevice(type, element.data().slice(16, element.data().size() - 16)));
            assertThat(vector.meaning()).contains("\"options\": " + optionsText(value));
        } else {
            String device = text(value.device(), value.additionalOptions().isPresent());
            assertThat("{\"total\": " + element.data().size() + ", \"options\": " + optionsText(value) + ", \"device\": " + device + "}")
                    .isEqualTo(vector.meaning());
        }
    }

    private static String optionsText(DeviceValue value) {
        assertThat(value.additionalOptions()).isNotEqualTo(Optional.of(NO_OPTIONS));
        return value.additionalOptions().map(id -> "\"" + id + "\"").orElse("null");
    }

    private static String text(DeviceDescriptor device, boolean flagged) {
        int size = DeviceCodec.encode(device, flagged).size();
        String head = "{\"type\": \"%s\", \"flags\": " + (flagged ? 1 : 0) + ", \"size\": " + size;
        if (device instanceof BootDevice) {
            return head.formatted("boot") + "}";
        }
        if (device instanceof PartitionDevice partition) {
            return head.formatted("partition") + ", " + text(partition) + "}";
        }
        if (device instanceof RamdiskDevice ramdisk) {
            String source = fileText(ramdisk.parent(), ramdisk.path(), size - 40);
            return head.formatted("disk") + ", \"local\": {\"localtype\": \"ramdisk\", \"raw\": \"" + ramdisk.image() + "\", " + source + "}}";
        }
        if (device instanceof FileDevice file) {
            return head.formatted("disk") + ", \"local\": {\"localtype\": \"file\", " + fileText(file.parent(), file.path(), size - 20) + "}}";
        }
        if (device instanceof VirtualDiskDevice disk) {
            String identity = "\"scheme\": \"gpt\", \"disk\": \"" + NO_OPTIONS + "\"";
            return head.formatted("disk") + ", \"local\": {\"localtype\": \"vhd\", " + identity + ", \"parent\": " + text(disk.file(), false) + "}}";
        }
        return head.formatted("locate") + ", \"locate\": " + text((LocateDevice) device) + "}";
    }

    private static String text(PartitionDevice device) {
        String disk = "\"localtype\": \"" + (device.vhd().isPresent() ? "vhd" : "hd") + "\"";
        String parent = device.vhd().map(file -> ", \"parent\": " + text(file, false)).orElse("");
        if (device.partition() instanceof PartitionId.Gpt gpt) {
            return "\"partition\": \"{" + gpt.partition() + "}\", \"disk\": {" + disk + ", \"scheme\": \"gpt\", \"disk\": \"{" + gpt.disk() + "}\"" + parent + "}";
        }
        PartitionId.Mbr mbr = (PartitionId.Mbr) device.partition();
        String signature = "0x%08x".formatted(mbr.diskSignature());
        return "\"offset\": " + mbr.byteOffset() + ", \"disk\": {" + disk + ", \"scheme\": \"mbr\", \"signature\": \"" + signature + "\"" + parent + "}";
    }

    private static String fileText(DeviceDescriptor parent, String path, int length) {
        return "\"src\": {\"version\": 1, \"length\": " + length + ", \"pathtype\": 5, \"device\": " + text(parent, false) + ", " + pathText(path) + "}";
    }

    private static String text(LocateDevice device) {
        boolean byPath = device.target() instanceof LocateTarget.ByPath;
        String path = byPath ? ((LocateTarget.ByPath) device.target()).path() : "";
        int element = byPath ? 0 : ((LocateTarget.ByElement) device.target()).elementType();
        int parentOffset = device.parent().isPresent() ? 28 + 2 * path.length() + 2 : 0;
        String parent = device.parent().map(d -> ", \"parent\": " + text(d, false)).orElse("");
        return "{\"ltype\": " + (byPath ? 1 : 0) + ", \"element\": \"0x%08x\", \"parentoff\": ".formatted(element) + parentOffset + ", " + pathText(path) + parent + "}";
    }

    private static String pathText(String path) {
        return "\"path\": \"" + path.replace("\\", "\\\\") + "\", \"pathbytes\": " + (2 * path.length() + 2);
    }
}
