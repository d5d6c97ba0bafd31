package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStoreReader;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;

/** The devices of real stores, as text. */
@CorpusTest
class DeviceTextCorpusTest {

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
    void everyDeviceComesBackFromItsText() throws IOException {
        Set<String> texts = new HashSet<>();
        for (BcdObject object : objects()) {
            for (Element element : object.elements()) {
                if (!(element.value() instanceof DeviceValue value)) {
                    continue;
                }
                List<String> lines = ElementText.lines(element, object.type());
                assertThat(lines).hasSize(1);
                texts.add(lines.get(0));
                ElementType usual = element.type().elementClass() == 2 ? ElementType.SYSTEM_ROOT : ElementType.PATH;
                DeviceValue back = DeviceNotation.read(lines.get(0), usual.code());
                boolean leftovers = value.device() instanceof RamdiskDevice ramdisk && !ramdisk.image().equals(RamdiskDevice.NO_IMAGE);
                if (leftovers) {
                    assertThat(DeviceText.of(back.device(), back.additionalOptions(), element.type())).isEqualTo(lines.get(0));
                } else {
                    assertThat(back).isEqualTo(value);
                    assertThat(Element.of(element.type(), back)).isEqualTo(element);
                }
            }
        }
        assertThat(texts).hasSizeGreaterThan(100).anyMatch(t -> t.startsWith("vhd=[locate]\\")).anyMatch(t -> t.startsWith("vhd=[mbr:0x"))
                .anyMatch(t -> t.matches("partition=mbr:.*,vhd=\\[mbr:.*"));
    }
}
