package org.bcdkit.command;

import java.util.List;
import java.util.Locale;

/**
 * A document that is no dump of a store.
 *
 * @param message what is said of it, behind the name of the file
 * @param bySchema whether the schema says so too; it cannot compare one part of a document with another
 */
record WrongDump(String json, String message, boolean bySchema) {

    private static final String ID = "{9dea862c-5cdd-4e70-acc1-f32b344d4795}";
    private static final String TIMEOUT = "element 0x25000004 of " + ID;

    static List<WrongDump> all() {
        return List.of(
                schema("[]", "document at line 1, column 1: found an array, expected an object"),
                schema("{}", "document at line 1, column 2: there is no field schemaVersion, which every dump of a store has"),
                schema(
                        "{\"schemaVersion\": \"1\", \"objects\": []}",
                        "schemaVersion at line 1, column 19: found the string \"1\", expected a whole number"),
                schema("{\"objects\": [], \"news\": {\"a\": [1]}, \"schemaVersion\": 2}", "schemaVersion at line 1: version is 2, supported is 1"),
                schema("{\"schemaVersion\": 1}", "document at line 1, column 20: there is no field objects, which every dump of a store has"),
                schema(document("\"object\": []"), "object at line 1, column 47: unknown field \"object\". Did you mean objects?"),
                schema(document("\"hive\": {\"dirt\": true}"), "hive.dirt at line 1, column 54: unknown field \"dirt\". Did you mean dirty?"),
                schema(document("\"hive\": {\"dirty\": 1}"), "hive.dirty at line 1, column 55: found the number 1, expected true or false"),
                schema(document("\"description\": {\"System\": -1}"), "description.System at line 1, column 63: found -1, expected a number from 0 to 4294967295"),
                schema(document("\"description\": {\"System\": true}"), "description.System at line 1, column 63: found true, expected a whole number"),
                schema(document("\"description\": {\"System\": 4294967296}"), "description.System at line 1, column 63: found 4294967296, expected a number from 0 to 4294967295"),
                schema(document("\"values\": [{\"key\": \"\"}]"), "values[0] at line 1, column 48: a registry value needs the fields key, name, registryType, raw"),
                schema(document("\"values\": [" + value("a\\\\\\\\b", "", "") + "]"), "values[0] at line 1, column 48: \"a\\\\b\" is no path of a key there: names with backslashes between them were expected"),
                schema(document("\"values\": [" + value("", "x", "0") + "]"), "values[0].raw at line 1, column 99: found 1 hexadecimal digits, expected an even number, two a byte"),
                schema(document("\"values\": [" + value("", "x", "0g") + "]"), "values[0].raw at line 1, column 99: found \"0g\", expected hexadecimal digits, two a byte"),
                only(document("\"values\": [" + value("Objects\\\\" + ID, "x", "") + "]"), "values[0] at line 1, column 48: Objects\\" + ID + " is a key of an object, whose values stand with the object"),
                schema(document("\"emptyKeys\": [\"\"]"), "emptyKeys[0] at line 1, column 51: \"\" is no path of a key there: names with backslashes between them were expected"),
                only(document("\"emptyKeys\": [\"Objects\\\\" + ID + "\"]"), "emptyKeys[0] at line 1, column 51: Objects\\" + ID + " is in no object of the document"),
                schema(document("\"missingKeys\": [\"Objects\"]"), "missingKeys[0] at line 1, column 53: Objects cannot be missing: only a Description without values and the Elements of an object without elements can"),
                only(document("\"description\": {\"a\": 1}, \"missingKeys\": [\"Description\"]"), "missingKeys[0] at line 1, column 78: Description cannot be missing: only a Description without values and the Elements of an object without elements can"),
                schema(object("\"type\": \"0x10100002\""), "objects[0] at line 1, column 34: this object has no field id"),
                schema(object("\"id\": \"9dea862c-5cdd-4e70-acc1-f32b344d4795\""), "objects[0].id at line 1, column 41: found \"9dea862c-5cdd-4e70-acc1-f32b344d4795\", expected a GUID in braces"),
                schema(object("\"id\": \"{bootmgr}\""), "objects[0].id at line 1, column 41: found \"{bootmgr}\", expected a GUID in braces"),
                only(object("\"id\": \"" + ID + "\"}, {\"id\": \"" + ID.toUpperCase(Locale.ROOT) + "\""), "objects[1] at line 1, column 84: the object " + ID + " is there a second time"),
                schema(object("\"id\": \"" + ID + "\", \"type\": \"0x1010000\""), "objects[0].type at line 1, column 91: found \"0x1010000\", expected eight hexadecimal digits behind 0x, such as 0x12000004"),
                schema(object("\"id\": \"" + ID + "\", \"elemets\": []"), "objects[0].elemets at line 1, column 94: unknown field \"elemets\". Did you mean elements?"),
                only(
                        object("\"id\": \"" + ID + "\", \"values\": [{\"key\": \"Description\", \"name\": \"Type\", \"registryType\": 4, \"raw\": \"00000000\"}]"),
                        "objects[0].values[0] at line 1, column 94: the value Type in Description of " + ID + " would be read as its type, which belongs into the field type"),
                only(
                        object("\"id\": \"" + ID + "\", \"values\": [{\"key\": \"Elements\\\\25000004\", \"name\": \"Element\", \"registryType\": 3, \"raw\": \"\"}]"),
                        "objects[0].values[0] at line 1, column 94: the value Element in Elements\\25000004 of " + ID
                                + " would be read as an element, which belongs into the field elements"),
                only(
                        object("\"id\": \"" + ID + "\", \"values\": [" + value("1\\\\2\\\\3\\\\4\\\\5\\\\6\\\\7\\\\8\\\\9", "", "") + "]"),
                        "objects[0].values[0] at line 1, column 94: \"1\\2\\3\\4\\5\\6\\7\\8\\9\" is no path of a key there: names with backslashes between them were expected"),
                schema(element("\"raw\": \"00\""), "objects[0].elements[0] at line 1, column 96: this element of " + ID + " has no field type"),
                schema(element("\"type\": \"0x25000004\""), "objects[0].elements[0] at line 1, column 96: " + TIMEOUT + " has neither value nor raw"),
                schema(element("\"type\": \"25000004\", \"raw\": \"\""), "objects[0].elements[0].type at line 1, column 105: found \"25000004\", expected eight hexadecimal digits behind 0x, such as 0x12000004"),
                schema(element("\"type\": \"0x25000004\", \"format\": \"string\", \"raw\": \"\""), "objects[0].elements[0] at line 1, column 96: " + TIMEOUT + " has the format \"string\", but its type says integer"),
                only(
                        element("\"type\": \"0x25000004\", \"value\": 5, \"raw\": \"1e00000000000000\""),
                        "objects[0].elements[0].value at line 1, column 128: " + TIMEOUT + " has a value that is not what its raw data means. To set the value, leave raw out"),
                schema(element("\"type\": \"0x25000004\", \"value\": \"5\""), "objects[0].elements[0].value at line 1, column 128: the value of " + TIMEOUT + " was expected to be a whole number from 0 to 18446744073709551615"),
                schema(element("\"type\": \"0x25000004\", \"value\": 18446744073709551616"), "objects[0].elements[0].value at line 1, column 128: the value of " + TIMEOUT + " was expected to be a whole number from 0 to 18446744073709551615"),
                schema(element("\"type\": \"0x25000004\", \"value\": 1.5"), "objects[0].elements[0].value at line 1, column 128: found the number 1.5, and no element means such a thing"),
                schema(element("\"type\": \"0x25000004\", \"value\": null"), "objects[0].elements[0].value at line 1, column 128: found null, and no element means such a thing"),
                only(element("\"type\": \"0x12000004\", \"value\": \"\""), "objects[0].elements[0].value at line 1, column 128: element 0x12000004 of " + ID + " cannot be set so: boot managers refuse an empty string"),
                only(
                        element("\"type\": \"0x12000004\", \"value\": \"a\", \"registryType\": 3"),
                        "objects[0].elements[0] at line 1, column 96: element 0x12000004 of " + ID + " has another registry type than its format, so its data is needed as raw"),
                schema(element("\"type\": \"0x23000003\", \"value\": \"{default}\""), "objects[0].elements[0].value at line 1, column 128: the value of element 0x23000003 of " + ID + " was expected to be a GUID in braces"),
                schema(element("\"type\": \"0x24000001\", \"value\": \"" + ID + "\""), "objects[0].elements[0].value at line 1, column 128: the value of element 0x24000001 of " + ID + " was expected to be an array of GUIDs in braces"),
                schema(element("\"type\": \"0x26000010\", \"value\": 1"), "objects[0].elements[0].value at line 1, column 128: the value of element 0x26000010 of " + ID + " was expected to be true or false"),
                schema(element("\"type\": \"0x11000001\", \"value\": {\"kind\": \"boot\"}"), "objects[0].elements[0] at line 1, column 96: element 0x11000001 of " + ID + " has no raw, which only simpler formats than device can do without"),
                schema(element("\"type\": \"0x11000001\", \"value\": {\"kind\": \"boat\"}, \"raw\": \"\""), "objects[0].elements[0].value at line 1, column 128: element 0x11000001 of " + ID + " has a value that is not what its raw data means. To set the value, leave raw out"),
                only(
                        element("\"type\": \"0x25000004\", \"raw\": \"\"}, {\"type\": \"0x25000004\", \"raw\": \"\""),
                        "objects[0].elements[1] at line 1, column 131: the " + TIMEOUT + " is there a second time"),
                only("{\"schemaVersion\": 1, \"objects\": [], \"objects\": []}", "objects at line 1, column 46: this cannot be read as JSON: Duplicate field 'objects'"));
    }

    private static WrongDump schema(String json, String message) {
        return new WrongDump(json, message, true);
    }

    private static WrongDump only(String json, String message) {
        return new WrongDump(json, message, false);
    }

    private static String document(String fields) {
        return "{\"schemaVersion\": 1, \"objects\": [], " + fields + "}";
    }

    private static String value(String key, String name, String raw) {
        return "{\"key\": \"" + key + "\", \"name\": \"" + name + "\", \"registryType\": 3, \"raw\": \"" + raw + "\"}";
    }

    private static String object(String fields) {
        return "{\"schemaVersion\": 1, \"objects\": [{" + fields + "}]}";
    }

    private static String element(String fields) {
        return object("\"id\": \"" + ID + "\", \"elements\": [{" + fields + "}]");
    }

    @Override
    public String toString() {
        return json;
    }
}
