package org.bcdkit.view;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/** The judgement on an image in one word and in one sentence. */
public final class Verdict {

    private Verdict() {}

    /** What stands in JSON: {@code ok}, {@code warning} or {@code error}. Notes stand against nothing. */
    static Severity of(NativeBootReport report) {
        return report.verdict() == Severity.INFO ? Severity.OK : report.verdict();
    }

    /**
     * Whether the image boots.
     *
     * @param facts what was known beforehand
     */
    public static String sentence(NativeBootReport report, NativeBootFacts facts) {
        List<String> errors = new ArrayList<>();
        int warnings = 0;
        for (CheckGroup group : CheckGroup.values()) {
            warnings += group.of(report.findings(), Severity.WARNING).size();
            for (Finding finding : group.of(report.findings(), Severity.ERROR)) {
                if (!errors.contains(finding.rule())) {
                    errors.add(finding.rule());
                }
            }
        }
        if (!errors.isEmpty()) {
            return "This image will not boot here: " + list(errors) + (errors.size() == 1 ? " stands" : " stand") + " against it.";
        }
        if (warnings > 0) {
            return "This image should boot here, with " + warnings + (warnings == 1 ? " warning." : " warnings.");
        }
        return facts.host().volume().fileSystem().isPresent() ? "This image will boot here." : "Nothing stands against this image; what volume it will be on is not known.";
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    private static String list(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
