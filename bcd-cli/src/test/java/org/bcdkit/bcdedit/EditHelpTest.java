package org.bcdkit.bcdedit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditHelpTest {

    @Test
    void listsEveryCommand() {
        for (EditVerb verb : EditVerb.all()) {
            assertThat(EditHelp.of(List.of())).contains("\n  /" + verb.word() + " ");
            assertThat(EditHelp.of(List.of("topics"))).contains("\n  " + verb.word() + " ");
        }
    }

    @ParameterizedTest
    @EnumSource(EditVerb.class)
    void explainsEveryCommandUnderEachSpelling(EditVerb verb) {
        String help = EditHelp.of(List.of(verb.word()));
        assertThat(help).startsWith("/" + verb.word() + " - " + verb.summary() + "\n").contains("\nUsage: bcdedit ").contains("/" + verb.word() + " ");
        assertThat(EditHelp.of(List.of("/" + verb.name()))).isEqualTo(help);
        assertThat(EditHelp.of(List.of("-" + verb.word()))).isEqualTo(help);
    }

    @Test
    void explainsACommandInFull() {
        assertThat(EditHelp.of(List.of("delete")))
                .isEqualTo(
                        """
                        /delete - Delete an entry.

                        Usage: bcdedit [/store FILE] /delete {ID} [/f] [/cleanup | /nocleanup]

                          /f                    Needed for well-known identifiers.
                          /cleanup              Also removes the entry from the display order and from
                                                wherever else it is named. So it is without the switch.
                          /nocleanup            Leaves everything that names the entry.
                        """);
    }

    @Test
    void listsTheElementsOfEachKindOfEntry() {
        assertThat(EditHelp.of(List.of("types"))).contains("\n  OSLOADER ").contains("\n  CUSTOMTYPES ");
        assertThat(EditHelp.of(List.of("types", "osloader"))).contains("\n  nx                    integer: OptIn, OptOut, AlwaysOff, AlwaysOn.");
        assertThat(EditHelp.of(List.of("TYPES", "BootMgr"))).contains("\n  timeout               integer. ");
        assertThat(EditHelp.of(List.of("types", "customtypes"))).contains("bcdedit /set {globalsettings} custom:15000066 3\n");
    }

    @Test
    void listsEveryElementOfTheCatalogueSomewhere() {
        String all = "";
        for (ElementGroup group : ElementGroup.values()) {
            all += EditHelp.of(List.of("types", group.name()));
        }
        List<String> missing = new ArrayList<>();
        for (ElementDefinition element : ElementCatalog.all()) {
            boolean bcdedits = switch (element.appliesTo()) {
                case EVERY_OBJECT, BOOT_MANAGER, OS_LOADER, RESUME, MEMORY_TESTER, LEGACY_LOADER, DEVICE -> true;
                // bcdedit has no topic for these.
                case STARTUP, BOOT_APPLICATION, ANY_APPLICATION, TEMPLATE -> false;
            };
            if (bcdedits && !all.contains("\n  " + element.name())) {
                missing.add(element.name());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void explainsIdentifiers() {
        assertThat(EditHelp.of(List.of("id"))).contains("\n  {bootmgr} ").contains("\n  {ntldr}, {legacy} ").contains("\n  {default} ").contains("\n  {current} ");
        assertThat(EditHelp.of(List.of("{bootmgr}")))
                .isEqualTo(
                        """
                        {bootmgr} - The boot manager, with the boot menu.

                          identifier            {9dea862c-5cdd-4e70-acc1-f32b344d4795}
                          names                 {bootmgr}
                          title                 Windows Boot Manager
                          type                  0x10100002
                        """);
        assertThat(EditHelp.of(List.of("{default}"))).isEqualTo(EditHelp.of(List.of("ID")));
        assertThat(EditHelp.of(List.of("formats"))).contains("\n  boolean ").contains("\n  vhd=[X:]\\PATH ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "topics", "id", "formats", "types", "store", "v", "set", "dbgsettings", "hypervisorsettings", "create"})
    void fitsInto80Columns(String topic) {
        assertThat(EditHelp.of(topic.isEmpty() ? List.of() : List.of(topic)).lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @EnumSource(ElementGroup.class)
    void elementsFitInto80Columns(ElementGroup group) {
        assertThat(EditHelp.of(List.of("types", group.name())).lines()).allMatch(line -> line.length() <= 80);
    }
}
