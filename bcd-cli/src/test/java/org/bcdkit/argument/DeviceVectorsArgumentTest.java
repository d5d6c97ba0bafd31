package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices in bcdedit's words, and the bytes that an encoder made which was written apart from ours. */
@CorpusTest
class DeviceVectorsArgumentTest {

    private static final String ON_GPT = "gpt:{0a1b2c3d-4e5f-4061-9273-8495a6b7c8d9},{9f1c1b2a-3d4e-4f50-8a6b-7c8d9e0f1a2b}";
    private static final String ON_MBR = "mbr:1a2b3c4d,1048576";

    /** C as the vector with that number has it. */
    private static Drives drives(int vector) {
        boolean mbr = vector == 54 || vector == 55 || vector == 60;
        MapArgument maps = MapArgument.parse(List.of("C=" + (mbr ? ON_MBR : ON_GPT)));
        return new Drives() {
            @Override
            public PartitionId partition(char letter) {
                return ((MapArgument.Place.Partition) maps.meaning(letter)).id();
            }

            @Override
            public PartitionId partition(Path folder) {
                throw new AssertionError(folder);
            }
        };
    }

    private static Bytes element(int vector, ElementType type, String word) throws IOException {
        Identifiers identifiers = text -> ObjectArgument.id(text, Values.snapshot(Values.store()));
        return Element.of(type, ValueArgument.parse(type, Values.IN_LOADER, List.of(word), identifiers, drives(vector))).data();
    }

    /** @param words as the vector has them, after the word */
    private record Vector(String title, Map<String, String> words) {}

    private static Vector vector(int number) throws IOException {
        List<Vector> vectors = new ArrayList<>();
        for (String line : Files.readAllLines(Corpus.specification().resolve("device-vectors.txt"))) {
            if (line.startsWith("## ")) {
                vectors.add(new Vector(line.substring(3), new HashMap<>()));
            } else if (!vectors.isEmpty() && line.contains(": ")) {
                vectors.get(vectors.size() - 1).words().put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
            }
        }
        Optional<Vector> found = vectors.stream().filter(v -> v.title().startsWith("V" + number + " ")).findFirst();
        return found.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"52", "53", "54", "55", "56", "57", "58", "62", "63"})
    void comeOutOfWhatBcdeditPrints(int number) throws IOException {
        Vector vector = vector(number);
        String printed = vector.words().get("bcdedit");
        ElementType type = vector.title().contains("osdevice") ? ElementType.OS_DEVICE : ElementType.DEVICE;
        Bytes wanted = Bytes.ofHex(vector.words().get("hex"));

        assertThat(element(number, type, printed)).isEqualTo(wanted);
        if (number < 58) {
            // Without /v, bcdedit leaves out what goes without saying.
            assertThat(element(number, type, printed.substring(0, printed.indexOf(",locate=")))).isEqualTo(wanted);
        }
    }

    /** bcdedit has no words for these that tell them from the others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "59 | partition=gpt:{aaaabbbb-cccc-4ddd-8eee-ffff00001111},{11112222-3333-4444-5555-666677778888},vhd=[C:]\\vhds\\w.vhdx",
                "60 | partition=gpt:{aaaabbbb-cccc-4ddd-8eee-ffff00001111},{11112222-3333-4444-5555-666677778888},vhd=[C:]\\vhds\\w.vhdx",
                "61 | partition=mbr:55667788,1048576,vhd=[C:]\\vhds\\w.vhd"
            })
    void comeOutOfOurWordsForPartitionsOfVirtualDisks(int number, String word) throws IOException {
        assertThat(element(number, ElementType.DEVICE, word)).isEqualTo(Bytes.ofHex(vector(number).words().get("hex")));
    }
}
