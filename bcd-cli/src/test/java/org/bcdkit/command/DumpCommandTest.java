package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpCommandTest {

    @TempDir
    Path folder;

    @Test
    void printsEverythingInOrder() throws IOException {
        Path path = SampleStore.in(folder);
        JsonNode dump = dump(path);

        assertThat(dump.fieldNames()).toIterable().containsExactly("schemaVersion", "store", "hive", "description", "objects");
        assertThat(dump.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(dump.get("store").asText()).isEqualTo(path.toString());
        assertThat(dump.get("hive").toString()).isEqualTo("{\"minorVersion\":3,\"sequence\":1,\"dirty\":false}");
        assertThat(dump.get("description").toString()).isEqualTo("{\"KeyName\":\"BCD00000000\",\"System\":1}");
        List<String> ids = new ArrayList<>();
        for (BcdObject object : SampleStore.store().objects()) {
            ids.add(object.id().toString());
        }
        assertThat(dump.get("objects")).extracting(o -> o.get("id").asText()).isEqualTo(ids).isSorted();
    }

    @Test
    void printsEveryElementWithMeaningAndData() throws IOException {
        BcdStore store = SampleStore.store();
        JsonNode dump = dump(SampleStore.in(folder));
        int elements = 0;
        for (JsonNode object : dump.get("objects")) {
            BcdObject expected = store.find(ObjectId.of(object.get("id").asText())).orElseThrow();
            assertThat(object.get("type").asText()).isEqualTo(expected.type().orElseThrow().toString());
            for (int i = 0; i < expected.elements().size(); i++) {
                JsonNode element = object.get("elements").get(i);
                assertThat(element.get("type").asText()).isEqualTo(expected.elements().get(i).type().toString());
                assertThat(element.get("raw").asText()).isEqualTo(expected.elements().get(i).data().toHex());
                assertThat(element.has("value")).isTrue();
                elements++;
            }
        }
        assertThat(elements).isGreaterThan(40);
        JsonNode bootManager = object(dump, "{bootmgr}");
        assertThat(bootManager.get("kind").asText()).isEqualTo("bootmgr");
        assertThat(element(bootManager, "0x25000004").toString())
                .isEqualTo("{\"type\":\"0x25000004\",\"name\":\"timeout\",\"format\":\"integer\",\"value\":30,\"raw\":\"1e00000000000000\"}");
        assertThat(element(bootManager, "0x24000010").get("value").toString()).isEqualTo("[\"{b2721d73-1db4-4c62-bf78-c548a880142d}\"]");
        assertThat(element(bootManager, "0x23000003").get("value").asText()).isEqualTo(SampleStore.LOADER.toString());
        assertThat(element(bootManager, "0x11000001").get("value").get("kind").asText()).isEqualTo("partition");
        assertThat(element(object(dump, SampleStore.LOADER.toString()), "0x17000077").get("value").toString()).isEqualTo("[352321653]");
    }

    @Test
    void isTheSameWithAndWithoutJson() throws IOException {
        Path path = SampleStore.in(folder);
        assertThat(Bcd.run("dump", "--store", path.toString(), "--json")).isEqualTo(Bcd.run("dump", "--store", path.toString()));
    }

    @Test
    void keepsWhatDoesNotFit() throws IOException {
        Element odd = new Element(ElementType.TIMEOUT, ValueType.SZ, Bytes.of(SampleStore.wide("soon")));
        Path path = SampleStore.write(folder.resolve("BCD"), SampleStore.withBootManager(b -> b.with(odd)));

        assertThat(element(object(dump(path), "{bootmgr}"), "0x25000004").toString())
                .isEqualTo("{\"type\":\"0x25000004\",\"name\":\"timeout\",\"format\":\"integer\",\"registryType\":1,\"raw\":\"73006f006f006e000000\"}");
    }

    @Test
    void givesRegistryValuesWithoutAPlaceInTheObjectModel() throws IOException {
        BcdStore store = SampleStore.withBootManager(b -> new BcdObject(
                b.id(),
                b.type(),
                b.elements(),
                List.of(new BcdObject.ExtraValue("Description", new Value("FirmwareVariable", ValueType.BINARY, Bytes.of((byte) 1, (byte) 0xab))))));
        BcdStore odd = new BcdStore(
                List.of(
                        value("KeyName", ValueType.SZ, SampleStore.wide("BCD00000001")),
                        value("System", ValueType.DWORD, new byte[] {-1, -1, -1, -1}),
                        value("Garbage", ValueType.SZ, SampleStore.wide("a\0b")),
                        value("Half", ValueType.SZ, new byte[] {0, (byte) 0xd8, 0, 0}),
                        value("Odd", ValueType.SZ, new byte[] {'a', 0, 0}),
                        value("Short", ValueType.DWORD, new byte[] {1}),
                        value("GuidCache", ValueType.BINARY, new byte[] {1, 2})),
                store.objects());

        JsonNode dump = dump(SampleStore.write(folder.resolve("BCD"), odd));

        assertThat(dump.get("description").toString()).isEqualTo("{\"KeyName\":\"BCD00000001\",\"System\":4294967295}");
        assertThat(dump.get("values").toString())
                .isEqualTo("[{\"key\":\"Description\",\"name\":\"Garbage\",\"registryType\":1,\"raw\":\"6100000062000000\"},"
                        + "{\"key\":\"Description\",\"name\":\"Half\",\"registryType\":1,\"raw\":\"00d80000\"},"
                        + "{\"key\":\"Description\",\"name\":\"Odd\",\"registryType\":1,\"raw\":\"610000\"},"
                        + "{\"key\":\"Description\",\"name\":\"Short\",\"registryType\":4,\"raw\":\"01\"},"
                        + "{\"key\":\"Description\",\"name\":\"GuidCache\",\"registryType\":3,\"raw\":\"0102\"}]");
        assertThat(object(dump, "{bootmgr}").get("values").toString())
                .isEqualTo("[{\"key\":\"Description\",\"name\":\"FirmwareVariable\",\"registryType\":3,\"raw\":\"01ab\"}]");
    }

    @Test
    void saysWhenTheStoreIsDirty() throws IOException {
        Path path = SampleStore.in(folder);
        SampleStore.soilWithLog(path, SampleStore.dangling());

        Bcd.Result result = Bcd.run("dump", "--store", path.toString());

        assertThat(result.err())
                .isEqualTo("warning: " + path + " was not closed cleanly; what is shown includes the changes in its logs [BCD-01]\n"
                        + "  Run `bcd check --repair` to write them into the store.\n");
        JsonNode dump = new ObjectMapper().readTree(result.out());
        assertThat(dump.get("hive").get("dirty").asBoolean()).isTrue();
        assertThat(element(object(dump, "{bootmgr}"), "0x24000001").get("value")).hasSize(2);
    }

    private static Value value(String name, ValueType type, byte[] data) {
        return new Value(name, type, Bytes.of(data));
    }

    private static JsonNode dump(Path store) throws IOException {
        Bcd.Result result = Bcd.run("dump", "--store", store.toString());
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        return new ObjectMapper().readTree(result.out());
    }


    private static JsonNode object(JsonNode dump, String name) {
        for (JsonNode object : dump.get("objects")) {
            if (object.path("alias").asText().equals(name) || object.get("id").asText().equals(name)) {
                return object;
            }
        }
        throw new AssertionError(name);
    }

    private static JsonNode element(JsonNode object, String type) {
        for (JsonNode element : object.get("elements")) {
            if (element.get("type").asText().equals(type)) {
                return element;
            }
        }
        throw new AssertionError(type);
    }
}
