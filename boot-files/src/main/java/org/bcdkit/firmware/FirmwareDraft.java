package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;

/** Boot variables as they shall be, while a plan is made. What does not change is not written. */
final class FirmwareDraft {

    private final BootVariables before;
    private final Set<String> broken;
    private final Map<String, EfiVariable> wanted = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    FirmwareDraft(BootVariables before) {
        this.before = before;
        this.broken = before.brokenNames();
        for (EfiVariable variable : before.stored()) {
            wanted.put(variable.name(), variable);
        }
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** Makes an entry, or gives it other content. */
    void entry(int number, LoadOption option) {
        put(BootVariable.name(number), option.toBytes());
    }

    void removeEntry(int number) {
        wanted.remove(BootVariable.name(number));
    }

    void order(List<Integer> numbers) {
        put(BootVariables.ORDER, BootVariables.data(numbers));
    }

    void number(String name, int number) {
        put(name, BootVariables.data(List.of(number)));
    }

    void remove(String name) {
        wanted.remove(name);
    }

    /** A variable keeps the attributes it has: firmware refuses to change them. */
    private void put(String name, Bytes data) {
        Optional<EfiVariable> old = before.variable(name);
        if (old.isEmpty() && broken.contains(name)) {
            add(Finding.error(FirmwareRule.CHANGED_READABLE, name + " is there and cannot be read, so it is left alone", FirmwareCheck.OTHER_TOOLS));
        }
        wanted.put(name, new EfiVariable(name, old.isPresent() ? old.get().attributes() : EfiVariable.USUAL, data));
    }

    /** The lowest number that no entry has; absent when all are taken. */
    Optional<Integer> freeNumber() {
        for (int number = 0; number <= BootVariable.LARGEST; number++) {
            if (isFree(number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** Whether no entry has that number, readable or not. */
    boolean isFree(int number) {
        String name = BootVariable.name(number);
        return !wanted.containsKey(name) && !broken.contains(name);
    }

    /** What turns the variables that were read into those that are wanted; nothing when a finding stands against it. */
    FirmwarePlan plan(String intent) {
        List<VariableChange> changes = new ArrayList<>();
        for (EfiVariable old : before.stored()) {
            if (!wanted.containsKey(old.name())) {
                changes.add(new VariableChange(old.name(), Optional.of(old), Optional.empty()));
            }
        }
        for (EfiVariable variable : wanted.values()) {
            Optional<EfiVariable> old = before.variable(variable.name());
            if (!old.equals(Optional.of(variable))) {
                changes.add(new VariableChange(variable.name(), old, Optional.of(variable)));
            }
        }
        return new FirmwarePlan(intent, before, Finding.refuse(findings) ? List.of() : VariableChange.ordered(changes), findings);
    }
}
