package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStoreReader;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;

/** Every element of real stores, printed and read back. */
@CorpusTest
class ValueCorpusTest {

    private static List<BcdObject> objects() throws IOException {
        Path corpus = Corpus.folder();
        List<BcdObject> objects = new ArrayList<>();
        for (String line : Files.readAllLines(corpus.resolve("INDEX.tsv"))) {
            String[] cells = line.split("\t");
            if (cells[3].equals("bcd")) {
                try {
                    objects.addAll(BcdStoreReader.read(cells[0], HiveFiles.read(corpus.resolve(cells[0]))).objects());
                } catch (FormatException e) {
                    // Damaged ones are in the collection too.
                }
            }
        }
        return objects;
    }

    @Test
    void everyNameAndValueIsReadBack() throws IOException {
        Map<ElementFormat, Integer> counts = new EnumMap<>(ElementFormat.class);
        Set<String> devices = new HashSet<>();
        Set<String> unwritable = new HashSet<>();
        for (BcdObject object : objects()) {
            for (Element element : object.elements()) {
                if (isUnwritable(element.value())) {
                    unwritable.add(element.type() + " " + element.value());
                    continue;
                }
                Optional<ObjectType> in = object.type();
                ElementType type = ElementArgument.find(ElementCatalog.name(element.type(), in), in);
                List<String> lines = ElementText.lines(element, in);
                ElementValue back = Values.parse(type, in, lines);

                assertThat(type).isEqualTo(element.type());
                counts.merge(type.format(), 1, Integer::sum);
                if (type.format() == ElementFormat.DEVICE) {
                    devices.addAll(lines);
                }
                if (hasLeftovers(element.value())) {
                    assertThat(ElementText.lines(type, back, in)).isEqualTo(lines);
                } else {
                    assertThat(back).as(element.type() + " " + lines).isEqualTo(element.value());
                }
            }
        }

        assertThat(counts).hasSize(7).allSatisfy((format, count) -> assertThat(count).as(format.toString()).isGreaterThan(50));
        assertThat(devices).hasSizeGreaterThan(100)
                .anyMatch(t -> t.startsWith("vhd=[locate]\\"))
                .anyMatch(t -> t.startsWith("vhd=[mbr:0x"))
                .anyMatch(t -> t.matches("partition=mbr:.*,vhd=\\[mbr:.*"));
        assertThat(unwritable).hasSize(4)
                .contains("0x12000004 StringValue[text=]", "0x24000001 ObjectListValue[ids=[]]")
                .filteredOn(text -> text.contains("UnknownValue[type=REG_MULTI_SZ"))
                .hasSize(2);
    }

    /** What has no words: data that does not fit its format, a list without members, a text without letters. */
    private static boolean isUnwritable(ElementValue value) {
        return value instanceof UnknownValue
                || value instanceof ObjectListValue list && list.ids().isEmpty()
                || value instanceof StringValue string && string.text().isEmpty();
    }

    private static boolean hasLeftovers(ElementValue value) {
        return value instanceof DeviceValue device && device.device() instanceof RamdiskDevice ramdisk && !ramdisk.image().equals(RamdiskDevice.NO_IMAGE);
    }
}
