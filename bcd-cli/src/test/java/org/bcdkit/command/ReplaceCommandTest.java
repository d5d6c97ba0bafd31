package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.DATA;
import static org.bcdkit.command.SampleStore.LOADER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceCommandTest {

    @TempDir
    private Path folder;

    private final Bcd bcd = new Bcd();
    private Path store;

    @BeforeEach
    void makeFiles() throws IOException {
        store = SampleStore.in(folder);
        bcd.machine().volume(folder, DATA);
        SampleImage.vhdx(folder.resolve("old.vhdx"));
        SampleImage.vhdx(folder.resolve("new.vhdx"));
        assertThat(bcd.call("add", "vhd", folder.resolve("old.vhdx").toString(), "--store", store.toString(), "--name", "Lab").code()).isZero();
    }

    private Bcd.Result replace(String entry, String image, String... more) {
        String[] words = new String[more.length + 7];
        words[0] = "replace";
        words[1] = entry;
        words[2] = folder.resolve(image).toString();
        words[3] = "--store";
        words[4] = store.toString();
        words[5] = "--page-file";
        words[6] = "none";
        System.arraycopy(more, 0, words, 7, more.length);
        return bcd.call(words);
    }

    private BcdStore read() throws IOException {
        return new StoreFile(store, bcd.clock()).read().store();
    }

    @Test
    void anEntryStartsTheNewImageAndStaysWhatItWas() throws IOException {
        byte[] before = Files.readAllBytes(store);
        String id = read().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER).get(1).toString();
        Bcd.Result result = replace("Lab", "new.vhdx");
        assertThat(result.code()).as(result.err()).isZero();
        String vhd = "vhd=[gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}]";
        assertThat(result.out())
                .startsWith("Replace the image of " + id + " \"Lab\"\n")
                .contains(vhd + "\\old.vhdx → " + vhd + "\\new.vhdx")
                .contains("0 to add, 2 to change, 0 to delete.\n")
                .contains("The old image, \\old.vhdx, stays where it is.\n");
        assertThat(bcd.call("show", id, "--store", store.toString()).out()).contains("\\new.vhdx").doesNotContain("\\old.vhdx");
        assertThat(replace("Lab", "new.vhdx").out()).isEqualTo("Nothing to do: " + id + " starts this image already.\n");
        assertThat(bcd.call("undo", "--store", store.toString()).code()).isZero();
        assertThat(store).hasBinaryContent(before);
    }

    @Test
    void refusesEntriesThatStartNoImageAndImagesThatDoNotBoot() throws IOException {
        byte[] before = Files.readAllBytes(store);
        assertThat(replace(LOADER.toString(), "new.vhdx"))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: " + LOADER + " does not start a Windows from a VHD or VHDX. bcd add vhd makes an entry that does.\n"));
        Files.write(folder.resolve("bad.vhdx"), new byte[4096]);
        Bcd.Result bad = replace("Lab", "bad.vhdx");
        assertThat(bad.code()).isEqualTo(4);
        assertThat(bad.err()).contains("this is neither a VHDX (which starts with `vhdxfile`) nor a VHD");
        assertThat(store).hasBinaryContent(before);
    }

    private static final String OLD = "vhd=[gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}]\\old.vhdx";

    private void store(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--store";
        all[words.length + 1] = store.toString();
        Bcd.Result result = bcd.call(all);
        assertThat(result.code()).as(result.err()).isZero();
    }

    private void giveLabAResumeApplication(String device) {
        store("add", "object", "{c0000000-0000-4000-8000-000000000001}", "--application", "resume", "--name", "Wake");
        store("set", "Wake", "device", device);
        store("set", "Wake", "filedevice", device);
        store("set", "Wake", "filepath", "\\hiberfil.sys");
        store("set", "Lab", "resumeobject", "{c0000000-0000-4000-8000-000000000001}");
    }

    @Test
    void theResumeApplicationFollows() {
        giveLabAResumeApplication(OLD);
        Bcd.Result result = replace("Lab", "new.vhdx");
        assertThat(result.out())
                .contains("  ~ {c0000000-0000-4000-8000-000000000001} device " + OLD + " → " + OLD.replace("old", "new") + "\n")
                .contains("  ~ {c0000000-0000-4000-8000-000000000001} filedevice " + OLD + " → " + OLD.replace("old", "new") + "\n")
                .contains("0 to add, 4 to change, 0 to delete.\n");
        assertThat(bcd.call("show", "Wake", "--store", store.toString()).out()).contains("\\new.vhdx", "\\hiberfil.sys").doesNotContain("\\old.vhdx");
    }

    @Test
    void aResumeApplicationOfAnotherImageOrEntryStays() {
        giveLabAResumeApplication(OLD.replace("old", "third"));
        assertThat(replace("Lab", "new.vhdx").out()).contains("0 to add, 2 to change, 0 to delete.\n");
        store("undo");
        store("set", "Wake", "device", OLD);
        store("copy", "Lab", "--name", "Second");
        assertThat(replace("Lab", "new.vhdx").out()).contains("0 to add, 2 to change, 0 to delete.\n");
    }
}
