package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading stores on the system partition of a disk that is not mounted. */
class StoreInImageTest {

    @TempDir
    Path folder;

    /** The same store in a file. */
    private Path store;

    private Path system;
    private Path disk;
    private String place;

    @BeforeEach
    void makeADisk() throws IOException {
        store = SampleStore.in(folder);
        system = folder.resolve("system");
        Path boot = Files.createDirectories(system.resolve("EFI/Microsoft/Boot"));
        Files.copy(store, boot.resolve("BCD"));
        make();
    }

    private void make() throws IOException {
        disk = SystemDisk.gpt(folder.resolve("disk.raw"), system, Files.write(folder.resolve("volume"), new byte[1 << 20]));
        place = disk + ":1/EFI/Microsoft/Boot/BCD";
    }

    @Test
    void isReadByAllCommandsThatOnlyLook() throws IOException {
        String[][] calls = {{"list"}, {"list", "--all", "--json"}, {"show", "{bootmgr}"}, {"show", "{default}", "--resolved", "--json"}, {"dump"}, {"check"},
            {"check", "--json"}, {"edit", "/enum", "all"}};
        for (String[] call : calls) {
            Bcd.Result inFile = Calls.run(store, call);
            Bcd.Result inImage = Calls.run(Path.of(place), call);
            assertThat(inImage.code()).as(String.join(" ", call) + inImage.err()).isZero();
            assertThat(inImage.with(place, "STORE")).as(String.join(" ", call)).isEqualTo(inFile.with(store.toString(), "STORE"));
        }
        assertThat(Bcd.run("list", "--store", place.replace("EFI/Microsoft", "efi/microsoft")).code()).isZero();
        assertThat(Bcd.run("list", "--store", place, "--json").out()).contains("\"store\": \"" + place + "\"");
        assertThat(Bcd.run("edit", "/store", place, "/enum").code()).isZero();
    }

    @Test
    void isComparedAndSaved() throws IOException {
        assertThat(Bcd.run("diff", store.toString(), place)).isEqualTo(new Bcd.Result(0, "The two stores hold the same.\n", ""));
        Path saved = folder.resolve("saved");
        Bcd.Result result = Bcd.run("export", saved.toString(), "--store", place);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Export " + place + "\n  + " + saved + " a clean copy of " + place + ", with ");
        assertThat(new StoreFile(saved, Clock.systemUTC()).read().store()).isEqualTo(SampleStore.store());
        Calls.run(store, "timeout", "7");
        assertThat(Bcd.run("import", place, "--store", store.toString()).code()).isZero();
        assertThat(new StoreFile(store, Clock.systemUTC()).read().store()).isEqualTo(SampleStore.store());
    }

    @Test
    void isReadWithTheLogsBesideIt() throws IOException {
        BcdObject changed = SampleStore.store().find(LOADER).orElseThrow().with(Element.of(ElementType.NX, new IntegerValue(3)));
        Path inside = system.resolve("EFI/Microsoft/Boot/BCD");
        SampleStore.soilWithLog(inside, SampleStore.store().with(changed));
        make();

        Bcd.Result result = Bcd.run("show", LOADER.toString(), "--store", place);
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEqualTo("warning: " + place + " was not closed cleanly; what is shown includes the changes in its logs [BCD-01]\n"
                + "  Run `bcd check --repair` to write them into the store.\n");
        assertThat(result.out()).contains("nx                      AlwaysOn");

        Files.delete(inside.resolveSibling("BCD.LOG"));
        make();
        assertThat(Bcd.run("list", "--store", place).err()).contains("no log beside it completes it");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(Bcd.run("list", "--store", disk + ":1").err())
                .isEqualTo("bcd: " + disk + ":1 is a partition, not a boot store. Name the file in it, for instance " + disk + ":1/EFI/Microsoft/Boot/BCD.\n");
        assertThat(Bcd.run("list", "--store", disk + ":1/EFI/Microsoft"))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: " + disk + ":1/EFI/Microsoft is a folder, not a boot store. Name the file in it, for instance EFI/Microsoft/Boot/BCD.\n"));
        assertThat(Bcd.run("list", "--store", disk + ":1/EFI/Microsoft/Boot/BDC"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no \"BDC\" in " + disk + ":1/EFI/Microsoft/Boot. Did you mean BCD?\n"));
        assertThat(Bcd.run("list", "--store", disk + ":7/BCD").err()).startsWith("bcd: " + disk + " has no partition 7. It has 1 (fat12), 2.");
        assertThat(Bcd.run("list", "--store", folder.resolve("none.img") + ":1/BCD").err()).isEqualTo("bcd: " + folder.resolve("none.img") + ": there is no such file.\n");
        assertThat(Bcd.run("list", "--store", disk + ":2/BCD").code()).isEqualTo(4);
    }

    @Test
    void refusesWhatIsNoStore() throws IOException {
        Files.write(system.resolve("large"), new byte[100_000]);
        make();
        Bcd.Result result = Bcd.run("list", "--store", disk + ":1/large");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).startsWith("bcd: " + disk + ":1/large: base block at 0x0: ");
    }

    @Test
    void aFileWithSuchANameComesFirst() throws IOException {
        Path named = folder.resolve("disk.raw:1");
        Files.copy(store, named);
        assertThat(Calls.run(named, "list", "--json").code()).isZero();
        assertThat(new ObjectMapper().readTree(Calls.run(named, "list", "--json").out()).get("store").asText()).isEqualTo(named.toString());
    }
}
