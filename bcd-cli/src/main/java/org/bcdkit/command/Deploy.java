package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.view.BootJudgement;
import org.bcdkit.view.BootJudgementJson;
import org.bcdkit.view.DeviceJson;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ShellWord;
import org.bcdkit.view.Verdict;

/** A plan for an image, and for the entry that starts it: the image is made, judged as {@code doctor} does it, and then the store is changed. */
final class Deploy extends Proposal {

    private final Invocation invocation;
    private final ComingImage image;
    private final Optional<Entry> entry;
    /** What was said before anything was done. */
    private final List<Finding> told;
    private Optional<BootJudgement> judgement = Optional.empty();

    /** What the store gets. */
    record Entry(StoreProposal proposal, VhdEntryPlan planned, VhdEntryOptions options, Optional<FirmwareKind> firmware) {}

    Deploy(Invocation invocation, ComingImage image, Optional<Entry> entry, List<Finding> findings) {
        super(image.intent(), findings, changes(image, entry));
        this.invocation = invocation;
        this.image = image;
        this.entry = entry;
        this.told = List.copyOf(findings);
    }

    private static List<Change> changes(ComingImage image, Optional<Entry> entry) {
        List<Change> changes = new ArrayList<>(image.changes());
        if (entry.isPresent()) {
            changes.addAll(entry.get().planned().plan().changes());
        }
        return changes;
    }

    @Override
    boolean tellsNotes() {
        return false;
    }

    @Override
    List<Path> written() {
        return image.changes().isEmpty() ? List.of() : List.of(image.target());
    }

    /** The store comes last, after minutes perhaps: what stands in its way is said now. */
    @Override
    void checkPermission() throws IOException {
        super.checkPermission();
        if (entry.isPresent() && !entry.get().planned().plan().changes().isEmpty()) {
            entry.get().proposal().checkProtection();
        }
    }

    @Override
    String nothingToDo() {
        return image.target() + " is there" + (entry.isPresent() ? ", and in the menu." : ".");
    }

    @Override
    Outcome apply() throws IOException {
        List<String> remarks = new ArrayList<>();
        if (!image.changes().isEmpty()) {
            try (StepLines steps = new StepLines(invocation)) {
                remarks.addAll(image.make(steps));
            }
        }
        if (entry.isEmpty()) {
            remarks.add(tell(judge()));
            return new Outcome(Optional.empty(), remarks);
        }
        try {
            BootJudgement result = judge();
            String verdict = tell(result);
            if (Finding.refuse(result.report().findings())) {
                throw new HostException(verdict, "");
            }
            remarks.add(verdict);
            if (entry.get().planned().plan().changes().isEmpty()) {
                return new Outcome(Optional.empty(), remarks);
            }
            Outcome stored = entry.get().proposal().apply();
            remarks.addAll(stored.remarks());
            return new Outcome(stored.backup(), remarks);
        } catch (IOException e) {
            throw withoutEntry(e);
        }
    }

    private PartlyAppliedException withoutEntry(IOException cause) {
        String remedy = cause instanceof HostException host && !host.remedy().isEmpty() ? "\n" + host.remedy() : "";
        String command = ShellWord.line(invocation.surroundings().program(), List.of("add", "vhd", image.target().toString()));
        return new PartlyAppliedException(image.target() + " was made, and no entry was added for it: " + sentence(cause) + remedy
                + "\nWhen the reason is gone, " + command + " adds one; to go back, delete the file.", cause);
    }

    private static String sentence(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private BootJudgement judge() throws IOException {
        HostOptions options = new HostOptions(invocation);
        BootJudgement result;
        if (entry.isEmpty() && !options.isGiven()) {
            TargetFacts target = options.firmware().isPresent() ? TargetFacts.UNKNOWN.withFirmware(options.firmware().get()) : TargetFacts.UNKNOWN;
            NativeBootFacts facts = NativeBootFacts.UNKNOWN.withTarget(target);
            NativeBootReport report = NativeBootCheck.check(image.target(), OpenedDisk.images(invocation), facts);
            result = new BootJudgement(
                    image.target().toString(), Optional.empty(), facts, invocation.global().force() ? report.forced() : report);
        } else {
            result = judgeInPlace(options);
        }
        judgement = Optional.of(result);
        return result;
    }

    private BootJudgement judgeInPlace(HostOptions options) throws IOException {
        Optional<HostArgument> host = entry.isPresent() ? entry.get().options().host() : options.host();
        try (ImagePlace place = options.made(image.target(), host)) {
            NativeBootFacts facts = options.facts(place, entry.isPresent() ? entry.get().firmware() : Optional.empty());
            NativeBootReport report = options.judge(place, entry.isPresent() ? VhdEntryOptions.facts(invocation, facts) : facts);
            return new BootJudgement(place.name(), place.partition(), facts, report);
        }
    }

    /** Says what was found; gives the sentence that sums it up. */
    private String tell(BootJudgement result) {
        List<Finding> fresh = new ArrayList<>();
        for (Finding finding : result.report().findings()) {
            if (!told.contains(finding) && (finding.severity() != Severity.INFO || invocation.global().verbose())) {
                fresh.add(finding);
            }
        }
        invocation.messages().findings(fresh);
        return Verdict.sentence(result.report(), result.facts());
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("image", JsonDocument.text(image.target().toString()));
        if (entry.isPresent() && !isRefused()) {
            json.writeStringField("entry", entry.get().planned().entry().toString());
            json.writeFieldName("device");
            DeviceJson.write(json, entry.get().planned().device());
        }
        if (judgement.isPresent()) {
            json.writeObjectFieldStart("judgement");
            BootJudgementJson.write(json, judgement.get(), invocation.global().verbose());
            json.writeEndObject();
        }
    }
}
