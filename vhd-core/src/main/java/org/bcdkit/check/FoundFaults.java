package org.bcdkit.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FormatException;

/** Keeps what is found in one file. Of what there may be millions of, the first are kept and the rest counted. */
final class FoundFaults implements Faults {

    /** So many of one kind show what is going on. */
    private static final int MOST = 20;

    private final String file;
    private final List<ImageFinding> findings = new ArrayList<>();
    /** By the rules themselves: there may be millions of faults to count. */
    private final Map<Rule, long[]> counts = new IdentityHashMap<>();

    FoundFaults(String file) {
        this.file = file;
    }

    @Override
    public void found(Rule rule, FormatException fault) {
        boolean isNote = rule.severity() == Severity.INFO;
        add(rule, rule.severity(), fault.structure(), fault.position(), fault.problem(), isNote ? Optional.empty() : status(rule, fault));
    }

    private static Optional<VirtualDiskStatus> status(Rule rule, FormatException fault) {
        if (rule == VirtualDiskRule.VHD_SIZE || rule == VirtualDiskRule.VHDX_SIZE) {
            return Optional.of(VirtualDiskStatus.INVALID_SIZE);
        }
        if (rule == VirtualDiskRule.BITMAP) {
            return Optional.of(VirtualDiskStatus.BITMAP_MISMATCH);
        }
        boolean isBlockSize = rule == VirtualDiskRule.TABLE_PLACE && fault.problem().startsWith("block size is");
        return Optional.of(isBlockSize ? VirtualDiskStatus.BLOCK_SIZE_INVALID : VirtualDiskStatus.of(fault));
    }

    @Override
    public boolean wants(Rule rule) {
        long[] count = count(rule);
        if (count[0] < MOST) {
            return true;
        }
        count[0]++;
        return false;
    }

    private long[] count(Rule rule) {
        long[] count = counts.get(rule);
        if (count == null) {
            count = new long[1];
            counts.put(rule, count);
        }
        return count;
    }

    @Override
    public void odd(Condition condition, String structure, long position, String text) {
        switch (condition) {
            case FOOTER_MISSING, FOOTER_PADDED -> error(VirtualDiskRule.FOOTER, structure, position, text, VirtualDiskStatus.FOOTER_MISSING);
            case FOOTER_SHORT -> warning(VirtualDiskRule.FOOTER, structure, position, text);
            case FOOTER_COPY_DAMAGED -> warning(VirtualDiskRule.FOOTER_COPY, structure, position, text);
            case SAVED_STATE -> warning(VirtualDiskRule.SAVED_STATE, structure, position, text);
            case GEOMETRY_TOO_SMALL -> warning(VirtualDiskRule.GEOMETRY, structure, position, text);
            case SIZE_ROUNDED -> note(VirtualDiskRule.GEOMETRY, structure, position, text);
            case TRAILING_BYTES -> note(VirtualDiskRule.UNUSED_BYTES, structure, position, text);
            case TABLE_UNUSUAL -> note(VirtualDiskRule.TABLE_UNUSUAL, structure, position, text);
            case FIELD_UNUSUAL -> {
                boolean vhd = structure.startsWith("VHD ");
                note(vhd ? VirtualDiskRule.FOOTER_UNUSUAL : VirtualDiskRule.PARENT_LOCATOR, structure, position, text);
            }
            case HEADER_DAMAGED -> warning(VirtualDiskRule.HEADER, structure, position, text);
            case REGION_TABLE_DAMAGED -> warning(VirtualDiskRule.REGION_TABLE, structure, position, text);
            case INCOMPLETE -> error(VirtualDiskRule.INCOMPLETE, structure, position, text, VirtualDiskStatus.INVALID_STATE);
            case LOG_NOT_EMPTY -> error(VirtualDiskRule.LOG_EMPTY, structure, position, text, VirtualDiskStatus.INVALID_STATE);
            case FIXED_NOT_ALLOCATED -> warning(VirtualDiskRule.FIXED, structure, position, text);
            case LAST_BLOCK_SHORT -> warning(VirtualDiskRule.LAST_BLOCK, structure, position, text);
            // Found while parents are looked for, and told with them.
            case PARENT_TIME_STAMP, PARENT_NAMESAKE -> throw new IllegalArgumentException(condition + " in the file itself");
        }
    }

    private void error(Rule rule, String structure, long position, String text, VirtualDiskStatus status) {
        add(rule, Severity.ERROR, structure, position, text, Optional.of(status));
    }

    private void warning(Rule rule, String structure, long position, String text) {
        add(rule, Severity.WARNING, structure, position, text, Optional.empty());
    }

    private void note(Rule rule, String structure, long position, String text) {
        add(rule, Severity.INFO, structure, position, text, Optional.empty());
    }

    private void add(Rule rule, Severity severity, String structure, long position, String text, Optional<VirtualDiskStatus> status) {
        count(rule)[0]++;
        findings.add(new ImageFinding(rule, severity, file, structure, OptionalLong.of(position), text, status));
    }

    /** What was found, in the order of the rules; for a rule under which not everything is told, how much more there is. */
    List<ImageFinding> findings() {
        List<ImageFinding> sorted = new ArrayList<>();
        for (Rule rule : VirtualDiskRule.TABLE.rules()) {
            long told = 0;
            String structure = "";
            for (ImageFinding finding : findings) {
                if (finding.rule() == rule) {
                    sorted.add(finding);
                    structure = finding.structure();
                    told++;
                }
            }
            long more = count(rule)[0] - told;
            if (more > 0) {
                sorted.add(new ImageFinding(rule, rule.severity(), file, structure, OptionalLong.empty(), "there are " + more + " more under this rule",
                        Optional.empty()));
            }
        }
        return sorted;
    }
}
