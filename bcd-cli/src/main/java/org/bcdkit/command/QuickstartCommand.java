package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.cli.Main;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.PlanText;
import org.bcdkit.view.ShellWord;

/** {@code bcd quickstart [DIR]}: the main job from beginning to end on sample files, by the commands that a user would type. */
public final class QuickstartCommand implements Command {

    private static final String FOLDER = "bcd-quickstart";
    private static final String TITLE = "Windows 11 (VHDX)";
    private static final String PATH = "\\vhds\\windows11.vhdx";

    @Override
    public void describe(Syntax syntax) {
        syntax.optionalParameter("DIR", "The folder to make; without it, " + FOLDER + " in the current one.").withoutStore("quickstart makes a store of its own.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path folder = invocation.parameters().isEmpty() ? Path.of(FOLDER) : invocation.path(0);
        refuseWhenFilled(folder);
        SampleFiles files = SampleFiles.in(folder);
        List<List<String>> commands = commands(files);
        if (invocation.global().dryRun()) {
            return preview(invocation, folder, files, commands);
        }
        Files.createDirectories(folder);
        files.create(invocation.surroundings());
        boolean json = invocation.global().json();
        print(invocation, "Made " + files.store() + ", " + SampleFiles.STORE_TEXT + ",");
        print(invocation, "and " + files.image() + ", " + SampleFiles.IMAGE_TEXT + ".");
        for (List<String> command : commands) {
            print(invocation, "");
            print(invocation, "$ " + line(invocation, command));
            Surroundings surroundings = json ? new Unheard(invocation.surroundings()) : invocation.surroundings();
            int code = Main.run(command.toArray(new String[0]), surroundings);
            if (code != ExitCode.DONE.code()) {
                return code;
            }
        }
        if (json) {
            writeJson(invocation, folder, files, commands);
        }
        return ExitCode.DONE.code();
    }

    private static void refuseWhenFilled(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new RequestException(folder + " is a file. Name a folder that does not exist yet.");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                throw new RequestException(folder + " is not empty, and was left alone. Name a folder that does not exist yet, or remove this one.");
            }
        }
    }

    private static List<List<String>> commands(SampleFiles files) {
        String store = files.store().toString();
        return List.of(
                List.of("add", "vhd", files.image().toString(), "--store", store, "--host", "locate", "--path", PATH, "--name", TITLE),
                List.of("list", "--store", store));
    }

    private static int preview(Invocation invocation, Path folder, SampleFiles files, List<List<String>> commands) throws IOException {
        if (invocation.global().json()) {
            writeJson(invocation, folder, files, commands);
            return ExitCode.DONE.code();
        }
        PlanText.print(
                invocation.out(),
                "Make sample files in " + folder,
                List.of(
                        new Change(Action.ADD, files.store().toString(), Optional.empty(), Optional.of(SampleFiles.STORE_TEXT)),
                        new Change(Action.ADD, files.image().toString(), Optional.empty(), Optional.of(SampleFiles.IMAGE_TEXT))));
        for (List<String> command : commands) {
            print(invocation, "$ " + line(invocation, command));
        }
        print(invocation, "Nothing was written (--dry-run).");
        return ExitCode.DONE.code();
    }

    private static String line(Invocation invocation, List<String> command) {
        return ShellWord.line(invocation.surroundings().program(), command);
    }

    private static void print(Invocation invocation, String line) {
        if (!invocation.global().json()) {
            invocation.out().print(Printable.of(line) + "\n");
        }
    }

    private static void writeJson(Invocation invocation, Path folder, SampleFiles files, List<List<String>> commands) throws IOException {
        try (JsonDocument document = new JsonDocument(invocation.out())) {
            JsonGenerator json = document.json();
            json.writeStringField("folder", JsonDocument.text(folder.toString()));
            document.store(files.store().toString());
            json.writeStringField("image", JsonDocument.text(files.image().toString()));
            if (!invocation.global().dryRun()) {
                json.writeStringField("entry", lastEntry(files, invocation).toString());
            }
            json.writeArrayFieldStart("commands");
            for (List<String> command : commands) {
                json.writeString(JsonDocument.text(line(invocation, command)));
            }
            json.writeEndArray();
        }
    }

    /** The entry that was added: entries go to the end of the menu. */
    private static ObjectId lastEntry(SampleFiles files, Invocation invocation) throws IOException {
        BcdStore store = new StoreFile(files.store(), invocation.surroundings().clock()).read().store();
        List<ObjectId> order = new ArrayList<>(store.find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER));
        return order.get(order.size() - 1);
    }
}
