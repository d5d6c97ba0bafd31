package org.bcdkit.bcdedit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.store.ObjectId;

/** What follows a command on the line. Words are taken out one after the other; what is left in the end should not have been there. */
final class EditWords {

    private final EditVerb verb;
    private final List<String> left;

    EditWords(EditVerb verb, List<String> words) {
        this.verb = verb;
        this.left = new ArrayList<>(words);
    }

    /** The name in {@code /name} or {@code -name}, in lower case; empty for a word that is no switch. */
    static String switchName(String word) {
        boolean isSwitch = word.length() > 1 && (word.charAt(0) == '/' || word.charAt(0) == '-');
        return isSwitch ? word.substring(1).toLowerCase(Locale.ROOT) : "";
    }

    EditVerb verb() {
        return verb;
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** The next word, which stays. */
    String peek() {
        return left.get(0);
    }

    /** Whether the next word is an identifier, or meant as one. */
    boolean startsWithId() {
        return !left.isEmpty() && left.get(0).startsWith("{");
    }

    /** The next word, whatever it is, unless it is another command. */
    String next(String what) {
        if (left.isEmpty()) {
            throw invalid("It needs " + what + ".");
        }
        refuseSecondCommand(left.get(0));
        return left.remove(0);
    }

    /** The next word, which is an identifier: of an entry, or a name for one. */
    String id() {
        refuseIdWithoutBraces();
        String word = next("an identifier, such as {default} or a GUID in braces");
        if (!isId(word)) {
            throw invalid("\"" + word + "\" is no identifier: that is a GUID in braces, or a name such as {bootmgr} or {default} (bcdedit /? ID).");
        }
        return word;
    }

    /** The next word when it is an identifier, else that of the running system. */
    String idOrCurrent() {
        refuseIdWithoutBraces();
        return startsWithId() ? id() : EditRequest.DEFAULT_ID;
    }

    /** No element has the name of an identifier, except the default of the boot manager, which has to be named before it. */
    private void refuseIdWithoutBraces() {
        if (!left.isEmpty() && isId("{" + left.get(0) + "}")) {
            throw invalid("Identifiers are written in braces: {" + left.get(0) + "}.");
        }
    }

    /** Whether {@code word} has the form of an identifier. */
    static boolean isId(String word) {
        return word.startsWith("{")
                && (ObjectId.parse(word).isPresent() || ObjectCatalog.wellKnown(word).isPresent() || isDefault(word) || isCurrent(word));
    }

    private static boolean isDefault(String word) {
        return word.equalsIgnoreCase("{default}");
    }

    static boolean isCurrent(String word) {
        return word.equalsIgnoreCase(EditRequest.DEFAULT_ID);
    }

    /** All words that are left. */
    List<String> rest() {
        List<String> rest = List.copyOf(left);
        left.clear();
        return rest;
    }

    /** The words up to the end or to one that says what is done with a list. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        while (!left.isEmpty() && edit(left.get(0)).isEmpty()) {
            values.add(left.remove(0));
        }
        return values;
    }

    /** What is done with a list: the next word, if it says so. */
    ListEdit edit() {
        Optional<ListEdit> edit = left.isEmpty() ? Optional.empty() : edit(left.get(0));
        if (edit.isPresent()) {
            left.remove(0);
            if (!left.isEmpty() && edit(left.get(0)).isPresent()) {
                throw invalid("/addfirst, /addlast and /remove exclude each other.");
            }
        }
        return edit.orElse(ListEdit.REPLACE);
    }

    private static Optional<ListEdit> edit(String word) {
        return switch (switchName(word)) {
            case "addfirst" -> Optional.of(ListEdit.ADD_FIRST);
            case "addlast" -> Optional.of(ListEdit.ADD_LAST);
            case "remove" -> Optional.of(ListEdit.REMOVE);
            default -> Optional.empty();
        };
    }

    /** Takes a switch, wherever it stands; says whether it was there. */
    boolean take(String name) {
        int at = find(name);
        if (at >= 0) {
            left.remove(at);
            refuseAnother(name);
        }
        return at >= 0;
    }

    /** Takes a switch with its value, wherever it stands. */
    Optional<String> takeValue(String name, String what) {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        left.remove(at);
        if (at == left.size()) {
            throw invalid("/" + name + " needs " + what + ".");
        }
        String value = left.remove(at);
        refuseAnother(name);
        return Optional.of(value);
    }

    /** Takes a switch whose value may be missing; the value is empty then. */
    Optional<String> takeOptionalValue(String name) {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        left.remove(at);
        boolean hasValue = at < left.size() && switchName(left.get(at)).isEmpty();
        String value = hasValue ? left.remove(at) : "";
        refuseAnother(name);
        return Optional.of(value);
    }

    private void refuseAnother(String name) {
        if (find(name) >= 0) {
            throw invalid("/" + name + " can be given only once.");
        }
    }

    private int find(String name) {
        for (int i = 0; i < left.size(); i++) {
            if (switchName(left.get(i)).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Nothing may be left. */
    void end() {
        if (left.isEmpty()) {
            return;
        }
        String word = left.get(0);
        refuseSecondCommand(word);
        refuseIdWithoutBraces();
        if (!switchName(word).isEmpty()) {
            throw EditMessage.unknownSwitch(word, "/" + verb.word() + " has no switch " + word + ". " + usage());
        }
        throw invalid("\"" + word + "\" is one word too many; quote what has spaces in it.");
    }

    private void refuseSecondCommand(String word) {
        if (EditVerb.named(switchName(word)).isPresent()) {
            throw invalid("/" + verb.word() + " and " + word + " are two commands; give them one at a time.");
        }
    }

    /** The command line does not fit the command. */
    EditException invalid(String detail) {
        return EditMessage.invalid(verb, detail + " " + usage());
    }

    private String usage() {
        return "Usage: bcdedit /" + verb.word() + " " + verb.arguments();
    }
}
