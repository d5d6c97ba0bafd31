package org.bcdkit.view;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/** What the rules of native boot are about, from the file inwards and then around it. */
enum CheckGroup {
    IMAGE("Image", List.of("IMG", "VHD")),
    PARTITIONS("Partitions", List.of("PRT")),
    VOLUME("Volume", List.of("VOL")),
    WINDOWS("Windows", List.of("OS")),
    HOST("Host", List.of("HST", "BCD")),
    SPACE("Space", List.of("SPC"));

    private final String title;
    private final List<String> rules;

    CheckGroup(String title, List<String> rules) {
        this.title = title;
        this.rules = rules;
    }

    String title() {
        return title;
    }

    /** Those of the findings that belong here and have that severity, in their order. */
    List<Finding> of(List<Finding> findings, Severity severity) {
        List<Finding> own = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.severity() == severity && rules.contains(finding.rule().substring(0, finding.rule().indexOf('-')))) {
                own.add(finding);
            }
        }
        return own;
    }
}
