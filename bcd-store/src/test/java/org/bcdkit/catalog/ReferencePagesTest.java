package org.bcdkit.catalog;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {

    private static final String MADE_FROM = "This page is made from the code; its test is `ReferencePagesTest`.\n";

    @Test
    void elementsPageSaysWhatTheCatalogueKnows() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Elements

                Every element this program has a name for or knows something about, with the objects in which its number means that. The same number means
                different things in different objects. A settings object that others inherit from can have the elements of the applications it is for.

                Wherever an element is asked for, its name will do, or its number as `0x26000010` or `custom:26000010`, in any case. An element without a
                name of its own is shown as `custom:` and its number. An element with values holds one of them, counted from 0.

                """);
        page.append(MADE_FROM);
        AppliesTo group = null;
        for (ElementDefinition element : ElementCatalog.all()) {
            if (element.appliesTo() != group) {
                group = element.appliesTo();
                page.append("\n## ").append(group.title()).append("\n\n");
                page.append("| number | name | format | values | since Windows | meaning | in Microsoft's programs |\n|---|---|---|---|---|---|---|\n");
            }
            row(
                    page,
                    code(element.type().toString()),
                    code(element.name()),
                    element.type().format().word(),
                    String.join(", ", element.values()),
                    element.since(),
                    element.meaning(),
                    element.constant().map(ReferencePagesTest::code).orElse(""));
        }
        ReferencePage.check(Path.of("elements.md"), page.toString());
    }

    @Test
    void objectsPageSaysWhatTheCatalogueKnows() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Objects

                """);
        page.append(MADE_FROM).append("""

                ## Well-known identifiers

                These objects have the same identifier in every store. Wherever an object is asked for, an alias will do, in any case. Two more aliases
                have no fixed identifier: `{default}` is the entry that the boot manager's element `default` names, `{current}` the one that the running
                Windows was started from. A store in a file does not tell the latter: there the default entry is taken for it, and a note says so.

                | alias | identifier | type | heading in listings | what it is |
                |---|---|---|---|---|
                """);
        for (ObjectDefinition object : ObjectCatalog.all()) {
            row(
                    page,
                    String.join(", ", object.aliases().stream().map(ReferencePagesTest::code).toList()),
                    code(object.id().toString()),
                    code(object.type().toString()),
                    object.heading(),
                    object.meaning());
        }
        page.append("""

                ## Types of objects

                The first digit says application (1), inherit object (2) or device object (3); the last five say which application. Other types exist;
                they have the kind `unknown`, or that of their first digit.

                | type | kind in JSON | heading in listings |
                |---|---|---|
                """);
        for (ObjectType type : types()) {
            row(page, code(type.toString()), code(ObjectCatalog.kind(type)), ObjectKind.of(type).heading(type));
        }
        ReferencePage.check(Path.of("objects.md"), page.toString());
    }

    /** The types that {@link ObjectType} names. */
    private static List<ObjectType> types() throws IllegalAccessException {
        List<ObjectType> types = new ArrayList<>();
        for (Field field : ObjectType.class.getFields()) {
            if (field.getType() == ObjectType.class) {
                types.add((ObjectType) field.get(null));
            }
        }
        types.sort(Comparator.comparingInt(ObjectType::code));
        return types;
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
