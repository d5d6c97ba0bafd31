package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.argument.FileArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.bcdedit.EditException;
import org.bcdkit.bcdedit.EditHelp;
import org.bcdkit.bcdedit.EditLine;
import org.bcdkit.bcdedit.EditMessage;
import org.bcdkit.bcdedit.EditMessage.Reason;
import org.bcdkit.bcdedit.EditRequest;
import org.bcdkit.bcdedit.EditVerb;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.store.BcdStore;

/** {@code bcd edit …}, which is {@code bcdedit …}: bcdedit's syntax, messages and exit codes. */
public final class EditCommand implements Command {

    /** Of bcdedit, whatever went wrong. */
    private static final int FAILED = 1;

    @Override
    public void describe(Syntax syntax) {
        List<String> first = new ArrayList<>();
        for (EditVerb verb : EditVerb.all()) {
            first.add("/" + verb.word());
        }
        first.add("/?");
        syntax.words("WORD", first, "A command line of bcdedit; \"bcd edit /?\" explains it. Behind -- no word is taken for an option of bcd.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        try {
            EditLine line = EditLine.parse(invocation.parameters());
            return run(store(invocation, line), line);
        } catch (EditException e) {
            invocation.messages().failure(e.lines());
            invocation.messages().error(e.getMessage());
            if (invocation.global().debug()) {
                e.printStackTrace(invocation.surroundings().err());
            }
            return FAILED;
        }
    }

    /** The call with the store that the line names as that of the call. */
    private static Invocation store(Invocation invocation, EditLine line) {
        if (line.store().isEmpty()) {
            return invocation;
        }
        if (invocation.global().store().isPresent()) {
            throw EditMessage.unknownSwitch("/store", "/store and " + GlobalOptions.STORE + " say the same; give one of them.");
        }
        return invocation.with(invocation.global().withStore(file(invocation, line.store().get(), EditMessage.STORE_NOT_OPENED)));
    }

    /** A file that a word names, if need be by a drive letter. */
    private static String file(Invocation invocation, String word, EditMessage failure) {
        try {
            return FileArgument.path(word, maps(invocation));
        } catch (UsageException e) {
            throw failure.because(Reason.FILE_NOT_FOUND, e.getMessage());
        }
    }

    /** What drive letters mean. */
    static MapArgument maps(Invocation invocation) {
        try {
            return MapArgument.parse(invocation.global().maps());
        } catch (UsageException e) {
            throw EditMessage.unknownSwitch("--map", e.getMessage());
        }
    }

    /** Where a partition is mounted, by the folder or by a drive letter that stands for it. */
    private static Path folder(String word, MapArgument maps) {
        try {
            return FileArgument.folder(word, maps);
        } catch (UsageException | InvalidPathException e) {
            throw EditFailures.of(EditMessage.STORE_NOT_OPENED, e);
        }
    }

    private static int run(Invocation invocation, EditLine line) throws IOException {
        EditRequest request = line.request();
        if (request instanceof EditRequest.Help help) {
            invocation.out().print(EditHelp.of(help.topic()));
            return shown(invocation);
        }
        if (request instanceof EditRequest.Enumerate || request instanceof EditRequest.EnumerateOne || request instanceof EditRequest.ShowSettings) {
            EditListing.print(EditedStore.read(invocation), line);
            return shown(invocation);
        }
        if (request instanceof EditRequest.CreateStore create) {
            return carryOut(invocation.withParameter(file(invocation, create.file(), EditMessage.CREATE_STORE_FAILED)), new CreateStoreCommand(), EditMessage.CREATE_STORE_FAILED);
        }
        if (request instanceof EditRequest.Export export) {
            EditedStore.location(invocation, EditMessage.EXPORT_FAILED);
            return carryOut(invocation.withParameter(file(invocation, export.file(), EditMessage.EXPORT_FAILED)), new ExportCommand(), EditMessage.EXPORT_FAILED);
        }
        if (request instanceof EditRequest.Import saved) {
            if (saved.clean()) {
                throw EditMessage.IMPORT_FAILED.because(
                        Reason.NOT_SUPPORTED, "/clean also makes the firmware's boot entries anew, which bcd does not do. Without it the store alone is replaced.");
            }
            EditedStore.location(invocation, EditMessage.IMPORT_FAILED);
            return carryOut(invocation.withParameter(file(invocation, saved.file(), EditMessage.IMPORT_FAILED)), new ImportCommand(), EditMessage.IMPORT_FAILED);
        }
        if (request instanceof EditRequest.SystemStore chosen) {
            Path partition = folder(chosen.partition(), maps(invocation));
            Proposal choice = new SystemStoreChoice(invocation.surroundings().host(), partition);
            return carryOut(invocation, choice, List.of(EditMessage.SUCCESS.line()), EditMessage.STORE_NOT_OPENED);
        }
        EditChange change = EditChange.of(EditedStore.read(invocation), line);
        return carryOut(invocation, change.proposal(), change.success(), change.failure());
    }

    /** What was asked for has to arrive. */
    private static int shown(Invocation invocation) {
        try {
            invocation.surroundings().flush();
            return ExitCode.DONE.code();
        } catch (IOException e) {
            invocation.messages().error(e.getMessage());
            return FAILED;
        }
    }

    /** Does what a native command does, with bcdedit's messages. */
    private static int carryOut(Invocation invocation, ChangeCommand command, EditMessage failure) throws IOException {
        Proposal proposal;
        try {
            proposal = command.propose(invocation);
        } catch (RequestException e) {
            boolean exists = Files.exists(invocation.path(0));
            throw failure.because(exists ? Reason.EXISTS : Reason.PATH_NOT_FOUND, e.getMessage());
        } catch (IOException | UsageException | InvalidPathException e) {
            throw EditFailures.of(failure, e);
        }
        return carryOut(invocation, proposal, List.of(EditMessage.SUCCESS.line()), failure);
    }

    private static int carryOut(Invocation invocation, Proposal proposal, List<String> success, EditMessage failure) throws IOException {
        if (proposal.isRefused()) {
            EditException refused = failure.because(Reason.NOT_SUPPORTED, "");
            invocation.messages().failure(refused.lines());
            proposal.carryOut(invocation);
            return FAILED;
        }
        try {
            if (invocation.global().dryRun()) {
                proposal.carryOut(invocation);
                return shown(invocation);
            }
            return invocation.global().json() ? proposal.carryOut(invocation) : proposal.carryOutQuietly(invocation, success);
        } catch (RequestException | IOException e) {
            throw EditFailures.of(failure, e);
        }
    }

    /** {@code /createstore}: a new store without objects. */
    private static final class CreateStoreCommand extends ChangeCommand {

        @Override
        public void describe(Syntax syntax) {}

        @Override
        Proposal propose(Invocation invocation) throws IOException {
            Path path = invocation.newFile(0);
            BcdStore store = StoreTemplate.empty();
            return new NewStoreProposal("Make a boot store", List.of(), path, NewStoreProposal.sized("a boot store", store)) {
                @Override
                void create() throws IOException {
                    invocation.storeAt(path).create(store);
                }
            };
        }
    }
}
