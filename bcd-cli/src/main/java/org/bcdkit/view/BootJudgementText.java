package org.bcdkit.view;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.layout.Printable;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.ImageFacts;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.windows.WindowsInstallation;

/** Whether an image boots, as a table: what was looked at, what the rules say about it, the room on the host volume, and the verdict. */
public final class BootJudgementText {

    private static final int COLUMN = 12;
    private static final int MARKED = 21;

    private static final Severity[] WORST_FIRST = {Severity.ERROR, Severity.WARNING, Severity.INFO};

    private final PrintStream out;
    private final BootJudgement judgement;
    private final boolean passed;
    private final Messages.Terminal terminal;

    private BootJudgementText(PrintStream out, BootJudgement judgement, boolean passed, Messages.Terminal terminal) {
        this.out = out;
        this.judgement = judgement;
        this.passed = passed;
        this.terminal = terminal;
    }

    /**
     * @param passed whether rules that passed are listed one by one
     * @param terminal whether there may be colours on {@code out}
     */
    public static void print(PrintStream out, BootJudgement judgement, boolean passed, Messages.Terminal terminal) {
        new BootJudgementText(out, judgement, passed, terminal).print();
    }

    private void print() {
        image();
        if (judgement.report().isReadable()) {
            windows();
        }
        host();
        target();
        out.print('\n');
        for (CheckGroup group : CheckGroup.values()) {
            group(group);
        }
        if (judgement.report().space().isPresent()) {
            out.print('\n');
            SpaceText.print(out, judgement.report().space().get());
        }
        out.print('\n');
        String verdict = Verdict.sentence(judgement.report(), judgement.facts());
        out.print(terminal.showsColor() ? MessageColor.of(Verdict.of(judgement.report())).paint(verdict) : verdict);
        out.print('\n');
    }

    private void image() {
        entry("Image", judgement.image());
        if (judgement.report().image().isPresent()) {
            ImageFacts image = judgement.report().image().get();
            entry("", image.kind().word() + " " + image.format().name() + " of " + ByteSize.format(image.virtualSize()) + ", its file has "
                    + ByteSize.format(image.fileSize()));
            for (String parent : image.parents()) {
                entry("", "parent " + parent);
            }
        }
    }

    private void windows() {
        Optional<WindowsInstallation> found = judgement.report().windows();
        if (found.isEmpty()) {
            entry("Windows", "none that could be judged"); // there is none, or several, or nobody could look
            return;
        }
        WindowsInstallation windows = found.get();
        List<String> words = new ArrayList<>();
        String product = WindowsTitle.of(windows).orElse("a Windows without a name");
        words.add(product);
        if (windows.edition().isPresent() && !product.replace(" ", "").endsWith(windows.edition().get())) {
            words.add("edition " + windows.edition().get());
        }
        if (windows.version().isPresent()) {
            words.add(windows.version().get().toString());
        }
        if (windows.architecture().isPresent()) {
            words.add(windows.architecture().get().title());
        }
        entry("Windows", String.join(", ", words));
        if (judgement.report().partition().isPresent()) {
            int number = judgement.report().partition().getAsInt();
            entry("", (number == 0 ? "on the disk as a whole" : "on partition " + number) + " of the image, in \\" + String.join("\\", windows.folder().names()));
        }
    }

    private void host() {
        HostFacts host = judgement.facts().host();
        String volume = host.volume().storage().isPresent() ? host.volume().storage().get().text() : "";
        if (volume.isEmpty() && judgement.partition().isPresent()) {
            // Its two identifiers take two lines.
            volume = ElementText.partition(judgement.partition().get()).replace(",{", ", {");
        }
        String fileSystem = host.volume().fileSystem().orElse("");
        if (!volume.contains("(" + fileSystem + ")")) {
            volume += volume.isEmpty() || fileSystem.isEmpty() ? fileSystem : ", " + fileSystem;
        }
        List<String> lines = new ArrayList<>();
        if (!volume.isEmpty()) {
            lines.add(volume);
        }
        if (host.file().path().isPresent()) {
            lines.add(host.file().path().get());
        }
        entries("Host", lines.isEmpty() ? List.of("not known") : lines);
    }

    private void target() {
        TargetFacts target = judgement.facts().target();
        List<String> lines = new ArrayList<>();
        if (target.firmware().isPresent()) {
            lines.add(target.firmware().get().title() + (target.architecture().isPresent() ? " for " + target.architecture().get().title() : ""));
        }
        Optional<List<SystemPartition>> partitions = judgement.facts().host().disk().systemPartitions();
        if (partitions.isPresent()) {
            for (SystemPartition partition : partitions.get()) {
                String bootManager = partition.bootManager().isPresent() ? ", boot manager " + partition.bootManager().get() : "";
                lines.add(partition.name() + (partition.store() ? ", with a boot store" : ", without a boot store") + bootManager);
            }
        }
        if (!lines.isEmpty()) {
            entries("Started by", lines);
        }
    }

    private void group(CheckGroup group) {
        List<Finding> findings = judgement.report().findings();
        String heading = group.title();
        for (Severity severity : WORST_FIRST) {
            for (Finding finding : group.of(findings, severity)) {
                finding(heading, finding);
                heading = "";
            }
        }
        List<Finding> ok = group.of(findings, Severity.OK);
        if (passed) {
            for (Finding finding : ok) {
                finding(heading, finding);
                heading = "";
            }
        } else if (!ok.isEmpty()) {
            marked(heading, Severity.OK, ok.size() + (ok.size() == 1 ? " check passed" : " checks passed"));
        }
    }

    private void finding(String heading, Finding finding) {
        marked(heading, finding.severity(), finding.message() + " [" + finding.rule() + "]");
        if (finding.remedy().isPresent()) {
            out.print(new ColumnLayout().beside("", MARKED + 2, Printable.of(finding.remedy().get())));
        }
    }

    private void marked(String heading, Severity severity, String text) {
        String mark = FindingText.word(severity);
        String start = heading + " ".repeat(COLUMN - heading.length()) + mark;
        String lines = new ColumnLayout().beside(start, MARKED, Printable.of(text)).toString();
        // The colour comes last: it takes no column.
        out.print(terminal.showsColor() ? start.substring(0, COLUMN) + MessageColor.of(severity).paint(mark) + lines.substring(start.length()) : lines);
    }

    private void entries(String name, List<String> lines) {
        String heading = name;
        for (String line : lines) {
            entry(heading, line);
            heading = "";
        }
    }

    private void entry(String name, String text) {
        out.print(new ColumnLayout().beside(name, COLUMN, Printable.of(text)));
    }
}
