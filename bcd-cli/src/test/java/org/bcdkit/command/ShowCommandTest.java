package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.ESP_TEXT;
import static org.bcdkit.command.SampleStore.LOADER;
import static org.bcdkit.command.SampleStore.RESUME;
import static org.bcdkit.command.SampleStore.WINDOWS_TEXT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {

    private static final String LOADER_TEXT =
            """
            Windows Boot Loader
            -------------------
            identifier              {11111111-0000-11ef-8000-010203040506}
            device                  %s
            path                    \\Windows\\system32\\winload.efi
            description             Windows 11
            locale                  en-us
            inherit                 {bootloadersettings}
            isolatedcontext         Yes
            allowedinmemorysettings 0x15000075
            osdevice                %s
            systemroot              \\Windows
            resumeobject            {11111110-0000-11ef-8000-010203040506}
            nx                      OptIn
            bootmenupolicy          Standard
            """
                    .formatted(WINDOWS_TEXT, WINDOWS_TEXT);

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void makeAStore() throws IOException {
        store = SampleStore.in(folder);
    }

    @Test
    void showsAnObjectByEveryNameItHas() {
        for (String name : List.of(
                LOADER.toString(), "11111111-0000-11EF-8000-010203040506", "{default}", "{DEFAULT}", "Windows 11", "windows 11")) {
            assertThat(show(name)).as(name).isEqualTo(new Bcd.Result(0, LOADER_TEXT, ""));
        }
    }

    @Test
    void showsListsBelowOneAnotherAndTheAlias() throws IOException {
        store = SampleStore.write(
                folder.resolve("two"),
                SampleStore.withBootManager(b -> b.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(LOADER, RESUME))))
                        .with(Element.of(ElementType.BOOT_SEQUENCE, new ObjectListValue(List.of())))));
        assertThat(show("{bootmgr}"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        Windows Boot Manager
                        --------------------
                        identifier              {9dea862c-5cdd-4e70-acc1-f32b344d4795} {bootmgr}
                        device                  %s
                        path                    \\EFI\\Microsoft\\Boot\\bootmgfw.efi
                        description             Windows Boot Manager
                        locale                  en-us
                        inherit                 {globalsettings}
                        default                 {11111111-0000-11ef-8000-010203040506}
                        resumeobject            {11111110-0000-11ef-8000-010203040506}
                        displayorder            {11111111-0000-11ef-8000-010203040506}
                                                {11111110-0000-11ef-8000-010203040506}
                        bootsequence
                        toolsdisplayorder       {memdiag}
                        timeout                 30
                        """
                                .formatted(ESP_TEXT),
                        ""));
    }

    @Test
    void printsAnObjectAsJson() {
        assertThat(show("{emssettings}", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "store": "%s",
                          "id": "{0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9}",
                          "alias": "{emssettings}",
                          "type": "0x20100000",
                          "kind": "inherit",
                          "elements": [ {
                            "type": "0x16000020",
                            "name": "bootems",
                            "format": "boolean",
                            "value": false,
                            "raw": "00"
                          } ]
                        }
                        """
                                .formatted(store),
                        ""));
    }

    @Test
    void showsWhatAnObjectInheritsWhenAsked() {
        assertThat(show("{default}", "--resolved"))
                .isEqualTo(new Bcd.Result(
                        0,
                        LOADER_TEXT
                                + """

                                from {dbgsettings}
                                debugtype               Local

                                from {emssettings}
                                bootems                 No

                                from {hypervisorsettings}
                                hypervisordebugtype     Serial
                                hypervisordebugport     1
                                hypervisorbaudrate      115200
                                """,
                        ""));
        assertThat(show("{memdiag}", "--resolved", "--json").out())
                .endsWith(
                        """
                          "inherited": [ {
                            "type": "0x15000011",
                            "name": "debugtype",
                            "format": "integer",
                            "value": 4,
                            "raw": "0400000000000000",
                            "from": "{4636856e-540f-4170-a130-a84776f4c654}"
                          }, {
                            "type": "0x16000020",
                            "name": "bootems",
                            "format": "boolean",
                            "value": false,
                            "raw": "00",
                            "from": "{0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9}"
                          } ]
                        }
                        """);
    }

    @Test
    void namesTheNearestObjectsWhenThereIsNone() {
        assertRefused("{00000000-1111-2222-3333-444444444444}", "There is no object {00000000-1111-2222-3333-444444444444} in STORE.");
        assertRefused(
                "{11111111-0000-11ef-8000-010203040507}",
                "There is no object {11111111-0000-11ef-8000-010203040507} in STORE. Did you mean"
                        + " {11111111-0000-11ef-8000-010203040506} (\"Windows 11\")?");
        assertRefused("{boootmgr}", "There is no object {boootmgr} in STORE. Did you mean {bootmgr}?");
        assertRefused("{fwbootmgr}", "There is no object {fwbootmgr} in STORE. Did you mean {bootmgr}?");
        assertRefused("Windows 12", "There is no object \"Windows 12\" in STORE. Did you mean \"Windows 11\"?");
        assertRefused("", "There is no object \"\" in STORE.");
    }

    @Test
    void takesTheDefaultEntryForTheCurrentOneAndSaysSo() {
        assertThat(show("{Current}"))
                .isEqualTo(new Bcd.Result(
                        0,
                        LOADER_TEXT,
                        "note: A store in a file does not tell which entry a Windows was started from. For {current}, the default entry is taken:"
                                + " {11111111-0000-11ef-8000-010203040506}.\n"));
        assertThat(show("{current}", "--quiet").err()).isEmpty();
    }

    @Test
    void saysWhenThereIsNoDefault() throws IOException {
        store = SampleStore.write(folder.resolve("none"), SampleStore.withBootManager(b -> b.without(ElementType.DEFAULT)));
        assertRefused("{default}", "There is no default entry in STORE.");
        assertRefused("{current}", "There is no default entry in STORE, which would be taken for {current}.");
    }

    @Test
    void refusesADescriptionThatTwoObjectsHave() throws IOException {
        BcdObject resume = SampleStore.store().find(RESUME).orElseThrow();
        store = SampleStore.write(
                folder.resolve("two"),
                SampleStore.store().with(resume.with(Element.of(ElementType.DESCRIPTION, new StringValue("Windows 11")))));
        assertRefused(
                "Windows 11",
                "\"Windows 11\" is the description of 2 objects in STORE: {11111110-0000-11ef-8000-010203040506},"
                        + " {11111111-0000-11ef-8000-010203040506}. Name one of them by its identifier.");
    }

    @Test
    void prefersADescriptionInTheVeryLettersThatWereGiven() throws IOException {
        BcdObject resume = SampleStore.store().find(RESUME).orElseThrow();
        store = SampleStore.write(
                folder.resolve("two"),
                SampleStore.store().with(resume.with(Element.of(ElementType.DESCRIPTION, new StringValue("WINDOWS 11")))));
        assertThat(show("Windows 11").out()).isEqualTo(LOADER_TEXT);
        assertThat(show("WINDOWS 11").out()).startsWith("Resume from Hibernate\n");
        assertThat(show("windows 11").code()).isEqualTo(3);
    }

    private void assertRefused(String name, String message) {
        assertThat(show(name)).as(name).isEqualTo(new Bcd.Result(3, "", "bcd: " + message.replace("STORE", store.toString()) + "\n"));
    }

    private Bcd.Result show(String object, String... more) {
        return Bcd.run(Stream.concat(Stream.of("show", object, "--store", store.toString()), Stream.of(more))
                .toArray(String[]::new));
    }
}
