package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLSocketFactory;
import org.bcdkit.argument.AddressArgument;
import org.bcdkit.argument.ChecksumArgument;
import org.bcdkit.argument.ProxyArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.fetch.Authorities;
import org.bcdkit.fetch.Connections;
import org.bcdkit.fetch.FetchName;
import org.bcdkit.fetch.FetchPlan;
import org.bcdkit.fetch.FetchPlanner;
import org.bcdkit.fetch.FetchRequest;
import org.bcdkit.fetch.FetchSource;
import org.bcdkit.fetch.Fetched;
import org.bcdkit.fetch.Patience;
import org.bcdkit.fetch.Sha256;
import org.bcdkit.view.FetchText;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ProgressLine;

/** {@code bcd fetch URL|FILE --to DIR}: a file from a server or another folder, whole or not at all. */
public final class FetchCommand extends ChangeCommand {

    static final String SHA256 = "--sha256";
    static final String CA = "--ca";

    private static final String TO = "--to";
    private static final String NAME = "--name";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("URL|FILE", "The address of the file, of https or http, or its path.")
                .requiredOption(TO, "DIR", "The folder it goes to, which has to be there.")
                .option(NAME, "NAME", "What it is called there; without it, the last name in the address or path.")
                .option(SHA256, "HEX", "The SHA-256 that it has to have; with another one, nothing of it is kept.")
                .option(CA, "FILE", "Certificates (PEM) of the authorities that vouch for the server, instead of those that Java trusts.")
                .withoutStore("no store is needed for fetching a file.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        FetchSource source = source(invocation);
        Path folder = Path.of(invocation.requiredValue(TO));
        if (!Files.isDirectory(folder)) {
            throw new RequestException("There is no folder " + folder + " to fetch a file to.");
        }
        FetchRequest request = new FetchRequest(source, folder, name(invocation, source), checksum(invocation));
        return new NewFile(invocation, FetchPlanner.plan(request, invocation.surroundings().host().volumeOf(folder), Patience.FOR_A_QUESTION));
    }

    private static FetchSource source(Invocation invocation) throws IOException {
        Optional<URI> address = AddressArgument.parse(invocation.parameter(0));
        if (address.isPresent()) {
            return FetchSource.of(address.get(), connections(invocation));
        }
        if (invocation.has(CA)) {
            throw new UsageException(CA + " is about servers, and \"" + invocation.parameter(0) + "\" is the path of a file.");
        }
        return FetchSource.of(Invocation.existingFileToReread(AddressArgument.path(invocation.parameter(0))));
    }

    /** The checksum that is wanted, by the command line. */
    static Optional<Sha256> checksum(Invocation invocation) {
        return invocation.value(SHA256).isPresent() ? Optional.of(ChecksumArgument.parse(SHA256, invocation.value(SHA256).get())) : Optional.empty();
    }

    /** How servers are reached, by the command line and the environment. */
    static Connections connections(Invocation invocation) throws IOException {
        Optional<SSLSocketFactory> trust =
                invocation.value(CA).isPresent() ? Optional.of(Authorities.in(Path.of(invocation.value(CA).get()))) : Optional.empty();
        return new Connections(ProxyArgument.parse(new ProxyArgument.Environment() {
            @Override
            public Optional<String> variable(String name) {
                return invocation.surroundings().variable(name);
            }
        }), trust, "bcdkit", Connections.TIMEOUT_MILLIS);
    }

    private static String name(Invocation invocation, FetchSource source) {
        Optional<String> given = invocation.value(NAME);
        String name = given.orElse(source.lastName());
        Optional<String> problem = FetchName.problem(name);
        if (problem.isEmpty()) {
            return name;
        }
        if (given.isPresent()) {
            throw new UsageException(NAME + ": \"" + name + "\" " + problem.get() + ".");
        }
        throw new RequestException("What the file is to be called cannot be told from " + source.name() + ": \"" + name + "\" " + problem.get()
                + ". Give its name with " + NAME + ".");
    }

    private static final class NewFile extends Proposal {
        private final Invocation invocation;
        private final FetchPlan plan;
        private Optional<Fetched> fetched = Optional.empty();

        NewFile(Invocation invocation, FetchPlan plan) {
            super("Fetch " + plan.request().source().name(), plan.findings(), FetchText.changes(plan));
            this.invocation = invocation;
            this.plan = plan;
        }

        @Override
        List<Path> written() {
            return List.of(plan.request().target());
        }

        @Override
        String nothingToDo() {
            return plan.request().target() + " is there, with that checksum.";
        }

        @Override
        Outcome apply() throws IOException {
            Fetched file;
            try (ProgressLine progress = invocation.progress("Fetching " + plan.request().name())) {
                file = plan.apply(Patience.USUAL, new FetchText(progress, invocation.messages()));
            }
            fetched = Optional.of(file);
            return new Outcome(Optional.empty(), FetchText.remarks(plan, file));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("file", JsonDocument.text(plan.request().target().toString()));
            OptionalLong size = fetched.isPresent() ? OptionalLong.of(fetched.get().size()) : plan.size();
            if (size.isPresent()) {
                json.writeNumberField("size", size.getAsLong());
            }
            Optional<Sha256> checksum = plan.done() ? plan.request().checksum() : Optional.empty();
            checksum = fetched.isPresent() ? Optional.of(fetched.get().checksum()) : checksum;
            if (checksum.isPresent()) {
                json.writeStringField("sha256", checksum.get().hex());
            }
            if (fetched.isPresent() && fetched.get().resumedAt() > 0) {
                json.writeNumberField("resumedAt", fetched.get().resumedAt());
            }
        }
    }
}
