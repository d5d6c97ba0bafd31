package org.bcdkit.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.argument.AddressArgument;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.ImageStart;
import org.bcdkit.fetch.FetchName;
import org.bcdkit.fetch.FetchPlan;
import org.bcdkit.fetch.FetchPlanner;
import org.bcdkit.fetch.FetchRequest;
import org.bcdkit.fetch.FetchSource;
import org.bcdkit.fetch.Patience;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.view.FetchText;

/** An image that somebody published, and that is copied to this machine. */
final class FetchedImage implements ComingImage {

    static final String IMAGE = "--image";

    private final FetchPlan plan;
    private final Invocation invocation;

    private FetchedImage(FetchPlan plan, Invocation invocation) {
        this.plan = plan;
        this.invocation = invocation;
    }

    static Syntax describe(Syntax syntax) {
        return syntax.option(IMAGE, "URL|FILE", "Instead of WIM: an image that is made already, which is fetched as bcd fetch does it.")
                .option(FetchCommand.SHA256, "HEX", "With --image: the SHA-256 that it has to have; with another one, nothing of it is kept.")
                .option(FetchCommand.CA, "FILE", "With --image: certificates (PEM) of the authorities that vouch for the server.");
    }

    /** Fails when there is an option that means nothing without {@link #IMAGE}. */
    static void refuse(Invocation invocation) {
        for (String option : List.of(FetchCommand.SHA256, FetchCommand.CA)) {
            if (invocation.has(option)) {
                throw new UsageException(option + " is about an image that is fetched; it needs " + IMAGE + ".");
            }
        }
    }

    /** Asks the source; nothing is written. */
    static FetchedImage plan(Invocation invocation, Path target) throws IOException {
        DiskFormat format = ImageArgument.format(target);
        String name = target.getFileName().toString();
        Optional<String> problem = FetchName.problem(name);
        if (problem.isPresent()) {
            throw new UsageException("\"" + name + "\" " + problem.get() + ".");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new RequestException("There is no folder " + folder + " to make " + target + " in.");
        }
        FetchRequest request = new FetchRequest(source(invocation), folder, name, FetchCommand.checksum(invocation));
        FetchPlan plan = FetchPlanner.plan(request, invocation.surroundings().host().volumeOf(folder), Patience.FOR_A_QUESTION);
        if (!plan.done() && !Finding.refuse(plan.findings())) {
            Bytes start = FetchPlanner.start(request.source(), ImageStart.LENGTH, Patience.FOR_A_QUESTION);
            ImageStart.check(MemoryStorage.of(request.source().name(), start), format);
        }
        return new FetchedImage(plan, invocation);
    }

    private static FetchSource source(Invocation invocation) throws IOException {
        String word = invocation.requiredValue(IMAGE);
        Optional<URI> address = AddressArgument.parse(word);
        if (address.isPresent()) {
            return FetchSource.of(address.get(), FetchCommand.connections(invocation));
        }
        if (word.isEmpty()) {
            throw new UsageException(IMAGE + " needs the address of an image, or its path.");
        }
        return FetchSource.of(AddressArgument.path(word));
    }

    @Override
    public Path target() {
        return plan.request().target();
    }

    @Override
    public String intent() {
        return "Fetch " + plan.request().source().name();
    }

    @Override
    public String title() {
        return ImageArgument.title(plan.request().name());
    }

    @Override
    public OptionalLong virtualSize() {
        return OptionalLong.empty();
    }

    @Override
    public List<Finding> findings() {
        return plan.findings();
    }

    @Override
    public List<Change> changes() {
        return FetchText.changes(plan);
    }

    @Override
    public List<String> make(StepLines steps) throws IOException {
        FetchText told = new FetchText(steps.begin("Fetch " + plan.request().source().name()), invocation.messages());
        return FetchText.remarks(plan, plan.apply(Patience.USUAL, told));
    }
}
