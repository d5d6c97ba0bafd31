package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a document is said in one line with its place, and nothing is made of it. */
class LoadRefusalTest {

    @TempDir
    Path folder;

    static List<WrongDump> wrong() {
        return WrongDump.all();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhatIsWrongAndWhere(WrongDump wrong) throws IOException {
        assertRefused(wrong.json().getBytes(StandardCharsets.UTF_8), wrong.message());
    }

    @Test
    void readsNothingButWholeDocuments() throws IOException {
        assertRefused(new byte[0], "document at line 1, column 1: the file is empty, expected a JSON document");
        assertRefused("{\"schemaVersion\": 1, \"objects\": [{\"id\": ", "objects[0].id at line 1, column 41: the file ends before the document does");
        assertRefused("{\"schemaVersion\": 1, \"objects\": [{\"id\": \"{9dea", "objects[0].id at line 1, column 47: the file ends before the document does");
        assertRefused("{\"schemaVersion\": 1, \"objects\": []}\n{}", "document at line 2, column 1: there is more after the end of the document");
        assertRefused(
                "description = x",
                "document at line 1, column 1: this cannot be read as JSON: Unrecognized token 'description': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
        assertRefused(
                "{\n  \"schemaVersion\": 1,\n  \"objects\": [ ],\n}",
                "objects at line 4, column 1: this cannot be read as JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start field name");
    }

    @Test
    void readsNothingThatIsTooLarge() throws IOException {
        Path dump = folder.resolve("large.json");
        try (FileChannel file = FileChannel.open(dump, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            file.write(ByteBuffer.wrap("{\"schemaVersion\": 1".getBytes(StandardCharsets.UTF_8)));
            file.write(ByteBuffer.wrap(new byte[1]), 512 << 20);
        }
        assertThat(Calls.run(folder.resolve("new"), "load", dump.toString()))
                .isEqualTo(new Bcd.Result(4, "", "bcd: " + dump + ": document at line 1: the file has 536870913 bytes, and no store is that large\n"));
    }

    @Test
    void readsNoNamesThatTheRegistryHasNoRoomFor() throws IOException {
        assertRefused(
                "{\"schemaVersion\": 1, \"description\": {\"" + "n".repeat(16384) + "\": 1}, \"objects\": []}",
                "description." + "n".repeat(40) + "… at line 1, column 16426: the name of a value has 16384 characters, expected up to 16383");
    }

    @Test
    void takesNoDigitsOfOtherScripts() throws IOException {
        assertRefused(
                "{\"schemaVersion\": 1, \"objects\": [{\"id\": \"{9dea862c-5cdd-4e70-acc1-f32b344d4795}\", \"type\": \"0x1010000２\"}]}",
                "objects[0].type at line 1, column 91: found \"0x1010000２\", expected eight hexadecimal digits behind 0x, such as 0x12000004");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void readsNoPipe() throws IOException {
        IndependentTool.run(Path.of("/usr/bin/mkfifo"), folder.resolve("pipe").toString());
        assertThat(Calls.run(folder.resolve("new"), "load", folder.resolve("pipe").toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder.resolve("pipe") + " is a pipe or a device, and this is read more than once. "
                                + "Save what comes out of it to a file, and name that.\n"));
    }

    @Test
    void readsNothingThatIsTooDeep() throws IOException {
        String deep = "{\"schemaVersion\": 1, \"objects\": [{\"elements\": [{\"value\": " + "[".repeat(5000);
        Bcd.Result result = load(deep.getBytes(StandardCharsets.UTF_8));
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains(": this is more than is read: Document nesting depth (1001) exceeds the maximum allowed").hasLineCount(1);
    }

    @Test
    void tellsAStoreFromItsDump() throws IOException {
        Path store = SampleStore.in(folder);
        assertRefused(
                Files.readAllBytes(store), "document at line 1: this is a registry hive, expected JSON as `bcd dump` prints it; `bcd import` takes stores");
        Path json = Files.writeString(folder.resolve("dump.json"), Calls.run(store, "dump").out());
        Bcd.Result result = Calls.run(json, "list");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).startsWith("bcd: " + json + ": ").hasLineCount(1);
    }

    private Bcd.Result load(byte[] document) throws IOException {
        Path made = folder.resolve("made");
        Bcd.Result result = Calls.run(made, "load", Files.write(folder.resolve("given.json"), document).toString());
        assertThat(made).doesNotExist();
        return result;
    }

    private void assertRefused(String document, String message) throws IOException {
        assertRefused(document.getBytes(StandardCharsets.UTF_8), message);
    }

    private void assertRefused(byte[] document, String message) throws IOException {
        assertThat(load(document)).isEqualTo(new Bcd.Result(4, "", "bcd: " + folder.resolve("given.json") + ": " + message + "\n"));
    }
}
