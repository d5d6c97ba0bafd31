package org.bcdkit.bcdedit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.Spelling;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.edit.Selection;
import org.bcdkit.store.ElementType;

/**
 * One bcdedit command line. Switches start with a slash or a dash and may be in any case; those for all commands may stand anywhere. Bcdedit
 * surface, section 1.1.
 *
 * @param store absent for the system store
 * @param fullIdentifiers whether GUIDs are printed instead of names
 */
public record EditLine(Optional<String> store, boolean fullIdentifiers, EditRequest request) {

    /** Tells PowerShell to pass on the rest as it is; a line that was written for it may be pasted elsewhere. */
    private static final String STOP_PARSING = "--%";

    private static final ElementType BOOT_DEBUG = new ElementType(0x16000010);
    private static final ElementType BOOT_EMS = new ElementType(0x16000020);
    private static final ElementType DEBUG = new ElementType(0x260000a0);
    private static final ElementType EMS = new ElementType(0x260000b0);
    private static final ElementType EVENT = new ElementType(0x26000141);

    /** Reads a command line; an {@link EditException} when it is wrong. */
    public static EditLine parse(List<String> words) {
        List<String> own = new ArrayList<>();
        Optional<String> store = Optional.empty();
        boolean fullIdentifiers = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (EditWords.switchName(word)) {
                case "store" -> {
                    if (i + 1 == words.size() || words.get(i + 1).isEmpty()) {
                        throw EditMessage.unknownSwitch(word, "/store needs the name of a file.");
                    }
                    if (store.isPresent()) {
                        throw EditMessage.unknownSwitch(word, "/store can be given only once.");
                    }
                    store = Optional.of(words.get(++i));
                }
                case "v" -> fullIdentifiers = true;
                // No store that is worked on here is in use by a running Windows.
                case "offline" -> {}
                case "encodedcommand" -> throw EditMessage.unknownSwitch(
                        "/encodedCommand", "PowerShell takes braces for a script. Put the identifier in quotes, as '{default}'.");
                case "d" -> {
                    // Whatever follows is text.
                    own.add(word);
                    if (i + 1 < words.size()) {
                        own.add(words.get(++i));
                    }
                }
                default -> {
                    if (!own.isEmpty() || !word.equals(STOP_PARSING)) {
                        own.add(word);
                    }
                }
            }
        }
        return new EditLine(store, fullIdentifiers, request(own, store.isPresent()));
    }

    private static EditRequest request(List<String> words, boolean hasStore) {
        if (words.isEmpty()) {
            return new EditRequest.Enumerate(Selection.ACTIVE);
        }
        String first = words.get(0);
        List<String> rest = words.subList(1, words.size());
        if (isHelp(first)) {
            return new EditRequest.Help(rest);
        }
        Optional<EditVerb> verb = EditVerb.named(EditWords.switchName(first));
        if (verb.isEmpty()) {
            throw EditMessage.unknownCommand(unknown(first));
        }
        if (!rest.isEmpty() && isHelp(rest.get(0))) {
            return new EditRequest.Help(List.of(verb.get().word()));
        }
        EditWords left = new EditWords(verb.get(), rest);
        if (hasStore && !verb.get().takesStore()) {
            throw left.invalid("/store cannot stand beside it.");
        }
        EditRequest request = request(left);
        left.end();
        return request;
    }

    private static boolean isHelp(String word) {
        return EditWords.switchName(word).equals("?");
    }

    private static String unknown(String word) {
        if (EditWords.switchName(word).isEmpty()) {
            return "\"" + word + "\" stands where a command is expected; commands start with a slash or a dash, for instance /enum.";
        }
        List<String> known = new ArrayList<>();
        for (EditVerb verb : EditVerb.all()) {
            known.add("/" + verb.word());
        }
        return "There is no command " + word + "." + Spelling.didYouMean("/" + EditWords.switchName(word), known);
    }

    private static EditRequest request(EditWords words) {
        return switch (words.verb()) {
            case CREATESTORE -> new EditRequest.CreateStore(words.next("the name of a file"));
            case EXPORT -> new EditRequest.Export(words.next("the name of a file"));
            case IMPORT -> {
                boolean clean = words.take("clean");
                yield new EditRequest.Import(words.next("the name of a file"), clean);
            }
            case SYSSTORE -> new EditRequest.SystemStore(words.next("a system partition"));
            case COPY -> {
                Optional<String> title = words.takeValue("d", "a description");
                yield new EditRequest.Copy(words.id(), title);
            }
            case MIRROR -> new EditRequest.Mirror(words.id());
            case CREATE -> CreateWords.request(words);
            case DELETE -> delete(words);
            case SET -> set(words);
            case DELETEVALUE -> {
                String id = words.idOrCurrent();
                yield new EditRequest.DeleteValue(id, words.next("the name of an element"));
            }
            case ENUM -> enumerate(words);
            case BOOTSEQUENCE -> order(words, ElementType.BOOT_SEQUENCE);
            case DISPLAYORDER -> order(words, ElementType.DISPLAY_ORDER);
            case TOOLSDISPLAYORDER -> order(words, ElementType.TOOLS_DISPLAY_ORDER);
            case DEFAULT -> new EditRequest.Default(words.id());
            case TIMEOUT -> new EditRequest.Timeout(
                    EditNumber.parse("timeout", words.next("a number of seconds"), 0, EditNumber.MAX_32_BITS));
            case BOOTDEBUG -> onOrOff(words, BOOT_DEBUG);
            case BOOTEMS -> onOrOff(words, BOOT_EMS);
            case DEBUG -> onOrOff(words, DEBUG);
            case EMS -> onOrOff(words, EMS);
            case EVENT -> onOrOff(words, EVENT);
            case DBGSETTINGS, EMSSETTINGS, HYPERVISORSETTINGS -> words.isEmpty()
                    ? new EditRequest.ShowSettings(words.verb())
                    : ConnectionWords.request(words);
        };
    }

    private static EditRequest delete(EditWords words) {
        boolean force = words.take("f");
        boolean cleanUp = words.take("cleanup");
        boolean noCleanUp = words.take("nocleanup");
        if (cleanUp && noCleanUp) {
            throw words.invalid("/cleanup and /nocleanup exclude each other.");
        }
        return new EditRequest.Delete(words.id(), force, !noCleanUp);
    }

    private static EditRequest set(EditWords words) {
        String id = words.idOrCurrent();
        String element = words.next("the name of an element");
        List<String> values = words.values();
        if (values.isEmpty()) {
            throw words.invalid("It needs a value for " + element + ".");
        }
        return new EditRequest.Set(id, element, values, words.edit());
    }

    private static EditRequest enumerate(EditWords words) {
        if (words.isEmpty()) {
            return new EditRequest.Enumerate(Selection.ACTIVE);
        }
        String what = words.next("a kind of entries");
        if (EditWords.isId(what)) {
            return new EditRequest.EnumerateOne(what);
        }
        Optional<Selection> group = Selection.named(what);
        if (group.isEmpty()) {
            throw EditMessage.ENTRY_TYPE_INVALID.usage(
                    "\"" + what + "\" is no kind of entries and no identifier; kinds are " + kinds() + ".");
        }
        return new EditRequest.Enumerate(group.get());
    }

    /** All kinds, for text. */
    static String kinds() {
        List<String> kinds = new ArrayList<>();
        for (Selection selection : Selection.values()) {
            kinds.add(selection.name());
        }
        return String.join(", ", kinds);
    }

    private static EditRequest order(EditWords words, ElementType list) {
        List<String> ids = new ArrayList<>();
        while (words.startsWithId()) {
            ids.add(words.id());
        }
        ListEdit edit = words.edit();
        if (ids.isEmpty()) {
            words.id();
        }
        if (edit != ListEdit.REPLACE && ids.size() > 1) {
            throw words.invalid("/addfirst, /addlast and /remove take one identifier at a time.");
        }
        return new EditRequest.Order(words.verb(), list, ids, edit);
    }

    private static EditRequest onOrOff(EditWords words, ElementType element) {
        String id = words.idOrCurrent();
        String word = words.next("ON or OFF");
        boolean on = word.equalsIgnoreCase("on");
        if (!on && !word.equalsIgnoreCase("off")) {
            throw words.invalid("It takes ON or OFF, not \"" + word + "\".");
        }
        return new EditRequest.Switch(words.verb(), element, id, on);
    }
}
