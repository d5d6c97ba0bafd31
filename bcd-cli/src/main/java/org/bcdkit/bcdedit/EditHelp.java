package org.bcdkit.bcdedit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.argument.Spelling;
import org.bcdkit.catalog.AppliesTo;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.catalog.ObjectDefinition;
import org.bcdkit.store.ObjectId;
import org.bcdkit.view.ColumnLayout;

/** What {@code /?} prints, topic by topic. */
public final class EditHelp {

    private static final List<String> TOPICS = List.of("topics", "id", "types", "formats");

    private final ColumnLayout text = new ColumnLayout();

    private EditHelp() {}

    /**
     * The help for a topic; an {@link EditException} when there is none of that name.
     *
     * @param topic a command, TOPICS, ID, TYPES with or without a kind of entries, FORMATS or an identifier; empty for the overview
     */
    public static String of(List<String> topic) {
        EditHelp help = new EditHelp();
        help.print(topic);
        return help.text.toString();
    }

    private void print(List<String> topic) {
        if (topic.isEmpty()) {
            overview();
            return;
        }
        String word = topic.get(0);
        String name = EditWords.switchName(word).isEmpty() ? word.toLowerCase(Locale.ROOT) : EditWords.switchName(word);
        Optional<EditVerb> verb = EditVerb.named(name);
        if (verb.isPresent()) {
            command(verb.get());
        } else if (word.startsWith("{")) {
            identifier(word);
        } else {
            switch (name) {
                case "topics" -> topics();
                case "id" -> identifiers();
                case "types" -> types(topic.size() > 1 ? topic.get(1) : "");
                case "formats" -> formats();
                case "store" -> text.paragraph("/store FILE: the store to work on; without it, the system store. Stands before or after the command.", 0);
                case "v" -> text.paragraph("/v: print GUIDs in the place of names. Alone, it lists the boot menu that way.", 0);
                default -> throw unknown(word);
            }
        }
    }

    private static EditException unknown(String word) {
        List<String> known = new ArrayList<>(TOPICS);
        for (EditVerb verb : EditVerb.all()) {
            known.add(verb.word());
        }
        return EditMessage.unknownCommand("There is no help on \"" + word + "\"." + Spelling.didYouMean(word, known) + " bcdedit /? TOPICS lists what there is.");
    }

    private void overview() {
        text.line("bcdedit, as bcd does it: boot stores edited with the commands of Microsoft's");
        text.line("program, on any system.");
        text.line("");
        text.line("Usage: bcdedit [/store FILE] /COMMAND [ARGUMENTS]");
        text.line("");
        text.paragraph("Commands and switches start with a slash or a dash, in any case. Without a command, the boot menu is listed.", 0);
        EditVerb.Group group = null;
        for (EditVerb verb : EditVerb.all()) {
            if (verb.group() != group) {
                group = verb.group();
                text.line("").line(group.title() + ":");
            }
            text.entry("/" + verb.word(), verb.summary());
        }
        text.line("").line("With every command:");
        text.entry("/store FILE", "The store to work on; without it, the system store.");
        text.entry("/v", "Print GUIDs in the place of names.");
        text.entry("/offline", "Taken and of no effect: no store is in use by a running Windows here.");
        text.line("");
        text.paragraph("bcdedit /? COMMAND tells more about a command, bcdedit /? TOPICS lists the other topics. The options of bcd can be given as well:"
                + " --dry-run, --json, --map C=/mnt/windows and others (bcd edit --help).", 0);
    }

    private void command(EditVerb verb) {
        text.line("/" + verb.word() + " - " + verb.summary()).line("");
        text.paragraph("Usage: bcdedit " + (verb.takesStore() ? "[/store FILE] " : "") + "/" + verb.word() + " " + verb.arguments(), 7);
        text.line("");
        for (String line : CommandHelp.of(verb).split("\n")) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                text.paragraph(line, 0);
            } else {
                text.entry(line.substring(0, tab), line.substring(tab + 1));
            }
        }
    }

    private void topics() {
        text.line("Topics for bcdedit /?").line("");
        for (EditVerb verb : EditVerb.all()) {
            text.entry(verb.word(), verb.summary());
        }
        text.entry("store, v", "Switches for every command.");
        text.entry("id", "Identifiers of entries.");
        text.entry("{ID}", "One identifier.");
        text.entry("types [KIND]", "Elements that entries of a kind can have.");
        text.entry("formats", "How values are written.");
    }

    private void identifiers() {
        text.line("Identifiers").line("");
        text.paragraph("Every entry has a GUID, written in braces. Some have the same in every store, and names that can be written in its place:", 0);
        text.line("");
        for (ObjectDefinition object : ObjectCatalog.all()) {
            if (!object.aliases().isEmpty()) {
                text.entry(String.join(", ", object.aliases()), object.meaning());
            }
        }
        text.entry("{default}", "The entry that starts when nobody chooses.");
        text.entry("{current}", "The entry that the running Windows was started from. In a store in a file, {default} is taken for it.");
    }

    private void identifier(String word) {
        Optional<ObjectId> id = ObjectId.parse(word).isPresent() ? ObjectId.parse(word) : ObjectCatalog.wellKnown(word);
        Optional<ObjectDefinition> object = id.isPresent() ? ObjectCatalog.find(id.get()) : Optional.empty();
        if (object.isEmpty()) {
            if (!EditWords.isId(word)) {
                throw unknown(word);
            }
            identifiers();
            return;
        }
        text.line(word + " - " + object.get().meaning()).line("");
        text.entry("identifier", object.get().id().toString());
        text.entry("names", object.get().aliases().isEmpty() ? "none" : String.join(", ", object.get().aliases()));
        text.entry("title", object.get().heading());
        text.entry("type", object.get().type().toString());
    }

    private void types(String kind) {
        if (kind.isEmpty()) {
            text.line("Elements that entries can have: bcdedit /? TYPES KIND").line("");
            for (ElementGroup group : ElementGroup.values()) {
                text.entry(group.name(), group.title());
            }
            return;
        }
        Optional<ElementGroup> group = ElementGroup.named(kind);
        if (group.isEmpty()) {
            throw EditMessage.unknownCommand("\"" + kind + "\" is no kind of entries. bcdedit /? TYPES lists them.");
        }
        text.line(group.get().title()).line("");
        if (group.get() == ElementGroup.CUSTOMTYPES) {
            text.paragraph("An element can be named by its number: custom: and eight hexadecimal digits. The second of them is the format: 1 device, 2 string,"
                    + " 3 identifier, 4 list of identifiers, 5 integer, 6 boolean, 7 list of integers. The first is the class: 1 for every entry, 2 for"
                    + " applications, 3 for device options.", 0);
            text.line("").line("  bcdedit /set {globalsettings} custom:15000066 3");
            return;
        }
        for (ElementDefinition element : ElementCatalog.all()) {
            if (group.get().covers(element.appliesTo())) {
                text.entry(element.name(), description(element));
            }
        }
        if (!group.get().covers(AppliesTo.EVERY_OBJECT)) {
            text.line("").paragraph("Beside these, the elements that every entry can have (bcdedit /? TYPES BOOTAPP).", 0);
        }
    }

    private static String description(ElementDefinition element) {
        String values = element.values().isEmpty() ? "" : ": " + String.join(", ", element.values());
        return element.type().format().word() + values + ". " + element.meaning();
    }

    private void formats() {
        text.line("How values are written").line("");
        text.entry("boolean", "on, yes, true or 1; off, no, false or 0.");
        text.entry("integer", "Decimal, or hexadecimal after 0x; or one of the names that the element has for its values.");
        text.entry("integer list", "Integers with spaces between.");
        text.entry("string", "Text; in quotes when there are spaces in it.");
        text.entry("identifier", "A GUID in braces, or a name such as {bootmgr}.");
        text.entry("list of identifiers", "Identifiers with spaces between. See /addfirst, /addlast and /remove in bcdedit /? SET.");
        text.entry("device", "One of these:");
        text.line("");
        text.entry("boot", "What the boot manager was started from.");
        text.entry("partition=X:", "A partition. X: is a drive letter that --map explains; in its place, a mounted folder, gpt:{disk},{partition} or"
                + " mbr:SIGNATURE,OFFSET.");
        text.entry("hd_partition=X:", "The same.");
        text.entry("file=[X:]\\PATH", "A file on a partition, or with [boot] or [locate] in the place of [X:].");
        text.entry("ramdisk=[X:]\\PATH,{ID}", "A RAM disk with what is in the file; {ID} is an entry with its options.");
        text.entry("vhd=[X:]\\PATH", "A virtual disk; with [locate], on whichever partition it is found.");
        text.entry("locate", "The partition that has the file which the element for the path names.");
        text.entry("locate=\\PATH", "The partition that has this file.");
    }
}
