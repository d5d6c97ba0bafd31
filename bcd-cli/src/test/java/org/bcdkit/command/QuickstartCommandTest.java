package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTest {

    @TempDir
    Path folder;

    @Test
    void doesTheMainJobOnSampleFilesAndSaysHow() throws IOException {
        Path files = folder.resolve("my files");
        Bcd.Result result = Bcd.run("quickstart", files.toString());

        assertThat(result.code()).as(result.err()).isZero();
        Path store = files.resolve("BCD");
        Path image = files.resolve("windows11.vhdx");
        assertThat(result.out())
                .startsWith("Made " + store + ", a boot store for UEFI with Windows 11 in its menu,\n"
                        + "and " + image + ", a dynamic VHDX of 64 MiB with the outline of a Windows 11.\n\n"
                        + "$ bcd add vhd '" + image + "' --store '" + store + "' --host locate --path '\\vhds\\windows11.vhdx' --name 'Windows 11 (VHDX)'\n"
                        + "Add \"Windows 11 (VHDX)\" to the boot menu\n")
                .contains("\nTo go back: bcd undo --store '" + store + "'\n\n$ bcd list --store '" + store + "'\n* {");
        assertThat(result.out()).endsWith(Bcd.run("list", "--store", store.toString()).out());
        List<ObjectId> order = read(store).find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER);
        assertThat(order).hasSize(2);
        Element device = read(store).find(order.get(1)).orElseThrow().element(ElementType.DEVICE).orElseThrow();
        assertThat(device.value()).isEqualTo(new DeviceValue(DeviceDescriptor.vhdLocated("\\vhds\\windows11.vhdx", 0x12000002)));
        assertThat(Bcd.run("check", "--store", store.toString())).isEqualTo(new Bcd.Result(0, "No problems found.\n", ""));
    }

    @Test
    void tellsScriptsWhereEverythingIs() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Bcd.Result result = Bcd.run("quickstart", folder.resolve("empty").toString(), "--json");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.fieldNames()).toIterable().containsExactly("schemaVersion", "folder", "store", "image", "entry", "commands");
        Path store = Path.of(json.get("store").asText());
        assertThat(json.get("folder").asText()).isEqualTo(folder.resolve("empty").toString());
        assertThat(Path.of(json.get("image").asText())).exists();
        assertThat(read(store).find(ObjectId.of(json.get("entry").asText())).orElseThrow().string(ElementType.DESCRIPTION))
                .contains("Windows 11 (VHDX)");
        assertThat(json.get("commands").get(1).asText()).isEqualTo("bcd list --store " + store);
    }

    @Test
    void makesNothingInADryRun() {
        Path files = folder.resolve("q");
        assertThat(Bcd.run("quickstart", files.toString(), "--dry-run"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        Make sample files in %1$s
                          + %1$s/BCD %2$s
                          + %1$s/windows11.vhdx %3$s
                        2 to add, 0 to change, 0 to delete.
                        $ bcd add vhd %1$s/windows11.vhdx --store %1$s/BCD --host locate --path '\\vhds\\windows11.vhdx' --name 'Windows 11 (VHDX)'
                        $ bcd list --store %1$s/BCD
                        Nothing was written (--dry-run).
                        """
                                .formatted(files, "a boot store for UEFI with Windows 11 in its menu", "a dynamic VHDX of 64 MiB with the outline of a Windows 11"),
                        ""));
        assertThat(Bcd.run("quickstart", files.toString(), "--dry-run", "--json").out()).contains("\"image\"").doesNotContain("\"entry\"");
        assertThat(files).doesNotExist();
    }

    @Test
    void leavesWhatIsThereAlone() throws IOException {
        Files.writeString(folder.resolve("mine"), "mine");
        assertThat(Bcd.run("quickstart", folder.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " is not empty, and was left alone. Name a folder that does not exist yet, or remove this one.\n"));
        assertThat(Bcd.run("quickstart", folder.resolve("mine").toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + folder.resolve("mine") + " is a file. Name a folder that does not exist yet.\n"));
        assertThat(folder.resolve("mine")).hasContent("mine");
    }

    @Test
    void endsAsTheCommandEndsThatCouldNotBeDone() {
        Bcd bcd = new Bcd();
        bcd.machine().free(1);
        Bcd.Result result = bcd.call("quickstart", folder.resolve("q").toString(), "--json");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("[SPC-01]").endsWith("bcd: Nothing was changed.\n");
    }

    private static BcdStore read(Path store) throws IOException {
        return new StoreFile(store, Clock.systemUTC()).read().store();
    }
}
