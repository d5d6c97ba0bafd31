package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.view.BootJudgement;
import org.bcdkit.view.BootJudgementJson;
import org.bcdkit.view.BootJudgementText;
import org.bcdkit.view.JsonDocument;

/** {@code bcd doctor IMAGE}: whether Windows in an image will boot, on this machine or where the image shall lie. Nothing is changed. */
public final class DoctorCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        HostOptions.describe(syntax, "that of this machine when IMAGE lies where it shall start")
                .withoutStore("an image is judged, and no entry for it is made.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        HostOptions options = new HostOptions(invocation);
        try (ImagePlace place = options.place(options.host())) {
            NativeBootFacts facts = options.facts(place, Optional.empty());
            NativeBootReport report = options.judge(place, facts).withFindings(judgePath(facts));
            BootJudgement judgement = new BootJudgement(place.name(), place.partition(), facts, report);
            boolean verbose = invocation.global().verbose();
            if (invocation.global().json()) {
                try (JsonDocument document = new JsonDocument(invocation.out())) {
                    BootJudgementJson.write(document.json(), judgement, verbose);
                }
            } else {
                BootJudgementText.print(invocation.out(), judgement, verbose, invocation.resultTerminal());
            }
            return exitCode(report).code();
        }
    }

    /** An entry with a path that Windows cannot have is refused, so that no image boots there. */
    private static List<Finding> judgePath(NativeBootFacts facts) {
        List<Finding> errors = new ArrayList<>();
        if (facts.host().file().path().isPresent()) {
            for (Finding finding : VhdEntryPlanner.judgePath(facts.host().file().path().get())) {
                if (finding.severity() == Severity.ERROR) { // HST-10 is about the length as well
                    errors.add(finding);
                }
            }
        }
        return errors;
    }

    private static ExitCode exitCode(NativeBootReport report) {
        if (!report.isReadable()) {
            return ExitCode.INPUT;
        }
        return Finding.refuse(report.findings()) ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
