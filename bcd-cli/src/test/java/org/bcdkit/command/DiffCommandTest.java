package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;
import static org.bcdkit.command.SampleStore.RESUME;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.Bcd;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    @TempDir
    Path folder;

    @Test
    void saysThatStoresAreEqual() throws IOException {
        String a = SampleStore.in(folder).toString();
        assertThat(Bcd.run("diff", a, a, "--detailed-exit-code")).isEqualTo(new Bcd.Result(0, "The two stores hold the same.\n", ""));
        assertThat(Bcd.run("diff", a, a, "--json"))
                .isEqualTo(new Bcd.Result(0, "{\n  \"schemaVersion\": 1,\n  \"equal\": true,\n  \"changes\": [ ]\n}\n", ""));
    }

    @Test
    void showsWhatIsDifferentLikeAPlan() throws IOException {
        String a = SampleStore.in(folder).toString();
        String b = SampleStore.write(folder.resolve("B"), other()).toString();
        String text =
                """
                %s → %s
                  - {11111110-0000-11ef-8000-010203040506} Resume from Hibernate "Windows Resume Application"
                    - device                  %s
                    - path                    \\Windows\\system32\\winresume.efi
                    - description             Windows Resume Application
                    - locale                  en-us
                    - inherit                 {resumeloadersettings}
                    - isolatedcontext         Yes
                    - allowedinmemorysettings 0x15000075
                    - filedevice              %s
                    - filepath                \\hiberfil.sys
                    - bootmenupolicy          Standard
                    - debugoptionenabled      No
                  ~ {11111111-0000-11ef-8000-010203040506} description Windows 11 → Elf
                  - {11111111-0000-11ef-8000-010203040506} nx OptIn
                  ~ {bootmgr} timeout       30 → 5
                0 to add, 2 to change, 2 to delete.
                """
                        .formatted(a, b, SampleStore.WINDOWS_TEXT, SampleStore.WINDOWS_TEXT);
        assertThat(Bcd.run("diff", a, b)).isEqualTo(new Bcd.Result(0, text, ""));
        assertThat(Bcd.run("diff", a, b, "--detailed-exit-code")).isEqualTo(new Bcd.Result(10, text, ""));
    }

    @Test
    void tellsASystemStoreFromOneThatIsNone() throws IOException {
        BcdStore store = SampleStore.withBootManager(b -> b);
        String a = SampleStore.write(folder.resolve("A"), store).toString();
        String b = SampleStore.write(folder.resolve("B"), new BcdStore(store.description().subList(0, 1), store.objects())).toString();

        assertThat(Bcd.run("diff", a, b, "--detailed-exit-code")).isEqualTo(new Bcd.Result(
                10, a + " → " + b + "\n  - Description\\System      REG_DWORD 01000000\n0 to add, 0 to change, 1 to delete.\n", ""));
        assertThat(Bcd.run("diff", a, b, "--json")).isEqualTo(new Bcd.Result(
                0,
                """
                {
                  "schemaVersion": 1,
                  "equal": false,
                  "changes": [ {
                    "action": "delete",
                    "value": "Description\\\\System",
                    "before": "REG_DWORD",
                    "beforeRaw": "01000000"
                  } ]
                }
                """,
                ""));
    }

    @Test
    void printsValuesAndDataAsJson() throws IOException {
        String a = SampleStore.in(folder).toString();
        BcdStore store = SampleStore.withBootManager(b -> b.with(new Element(ElementType.TIMEOUT, ValueType.SZ, Bytes.of((byte) 'x', (byte) 0))));
        BcdObject emptied = new BcdObject(RESUME, Optional.empty(), store.find(RESUME).orElseThrow().elements(), List.of());
        BcdObject added = new BcdObject(SampleStore.GONE, ObjectType.DEVICE, List.of());
        String b = SampleStore.write(folder.resolve("B"), store.with(emptied).with(added).without(LOADER).with(
                new BcdObject(LOADER, ObjectType.OS_LOADER, store.find(LOADER).orElseThrow().without(ElementType.NX).elements()))).toString();
        assertThat(Bcd.run("diff", a, b, "--json", "--detailed-exit-code"))
                .isEqualTo(new Bcd.Result(
                        10,
                        """
                        {
                          "schemaVersion": 1,
                          "equal": false,
                          "changes": [ {
                            "action": "change",
                            "object": "{11111110-0000-11ef-8000-010203040506}",
                            "before": "0x10200004",
                            "after": "none"
                          }, {
                            "action": "delete",
                            "object": "{11111111-0000-11ef-8000-010203040506}",
                            "element": "0x25000020",
                            "name": "nx",
                            "before": 0,
                            "beforeRaw": "0000000000000000"
                          }, {
                            "action": "add",
                            "object": "{33333333-0000-11ef-8000-010203040506}",
                            "after": "0x30000000"
                          }, {
                            "action": "change",
                            "object": "{9dea862c-5cdd-4e70-acc1-f32b344d4795}",
                            "element": "0x25000004",
                            "name": "timeout",
                            "before": 30,
                            "beforeRaw": "1e00000000000000",
                            "afterRaw": "7800",
                            "afterRegistryType": 1
                          } ]
                        }
                        """,
                        ""));
    }

    @Test
    void showsTypesAndValuesOfWholeObjectsToo() throws IOException {
        BcdStore store = SampleStore.store();
        Value variable = new Value("FirmwareVariable", ValueType.BINARY, Bytes.of((byte) 1));
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        BcdObject variables = new BcdObject(
                bootManager.id(),
                bootManager.type(),
                bootManager.elements(),
                List.of(new ExtraValue("Description", variable), new ExtraValue("Description", variable)));
        BcdObject added = new BcdObject(SampleStore.GONE, Optional.of(ObjectType.DEVICE), List.of(), List.of(new ExtraValue("Description", variable)));
        BcdObject retyped = new BcdObject(RESUME, ObjectType.OS_LOADER, store.find(RESUME).orElseThrow().elements());
        Element timeout = new Element(ElementType.TIMEOUT, ValueType.BINARY, Bytes.of((byte) 30));
        String a = SampleStore.in(folder).toString();
        String b = SampleStore.write(folder.resolve("B"), store.with(variables.with(timeout)).with(added).with(retyped)).toString();

        assertThat(Bcd.run("diff", a, b))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        %s → %s
                          ~ {11111110-0000-11ef-8000-010203040506} type 0x10200004 resume → 0x10200003 osloader
                          + {33333333-0000-11ef-8000-010203040506} Device options
                            + Description\\FirmwareVariable REG_BINARY 01
                          ~ {bootmgr} timeout       30 (REG_BINARY 1e00000000000000) → 30 (REG_BINARY 1e)
                          + {bootmgr} Description\\FirmwareVariable REG_BINARY 01
                          + {bootmgr} Description\\FirmwareVariable (2) REG_BINARY 01
                        3 to add, 2 to change, 0 to delete.
                        """
                                .formatted(a, b),
                        ""));
        assertThat(Bcd.run("diff", a, b, "--json").out())
                .contains("\"object\": \"{33333333-0000-11ef-8000-010203040506}\",\n    \"value\": \"Description\\\\FirmwareVariable\"")
                .contains("\"before\": \"0x10200004\",\n    \"after\": \"0x10200003\"")
                .contains("\"beforeRaw\": \"1e00000000000000\",\n    \"after\": 30,\n    \"afterRaw\": \"1e\"")
                .contains("\"value\": \"Description\\\\FirmwareVariable (2)\"");
    }

    @Test
    void refusesAStoreThatItWouldNotLookAt() throws IOException {
        String a = SampleStore.in(folder).toString();
        assertThat(Bcd.run("diff", a, a, "--store", a))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: --store means nothing here: A and B are the stores.\n\"bcd diff --help\" shows what can be given.\n"));
    }

    @Test
    void readsTwoStoresAndNothingElse() throws IOException {
        String a = SampleStore.in(folder).toString();
        String none = folder.resolve("none").toString();
        assertThat(Bcd.run("diff", a, none)).isEqualTo(new Bcd.Result(3, "", "bcd: " + none + ": there is no such file.\n"));
        assertThat(Bcd.run("diff", a))
                .isEqualTo(new Bcd.Result(2, "", "bcd: Missing: B.\n\"bcd diff --help\" shows what can be given.\n"));
        assertThat(Bcd.run("diff", a, folder.toString()).code()).isEqualTo(3);
    }

    private static BcdStore other() {
        BcdStore store = SampleStore.withBootManager(b -> b.with(Element.of(ElementType.TIMEOUT, new IntegerValue(5)))).without(RESUME);
        BcdObject loader = store.find(LOADER).orElseThrow();
        return store.with(loader.without(ElementType.NX).with(Element.of(ElementType.DESCRIPTION, new StringValue("Elf"))));
    }
}
