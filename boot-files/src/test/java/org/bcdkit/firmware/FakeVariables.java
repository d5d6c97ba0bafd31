package org.bcdkit.firmware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.storage.HostException;

/** Firmware that keeps its variables in memory, says what was done to them, and fails when a test wants it. */
final class FakeVariables implements FirmwareVariables {

    final Map<String, EfiVariable> all = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    /** The call that fails, and each one after it as long as {@link #failures} are left. */
    String failing = "";
    int failures = 1;
    String unreadable = "";
    boolean forgetful;

    static FakeVariables with(EfiVariable... variables) {
        FakeVariables fake = new FakeVariables();
        for (EfiVariable variable : variables) {
            fake.all.put(variable.name(), variable);
        }
        return fake;
    }

    BootVariables boot() throws IOException {
        return BootVariables.read(this);
    }

    void apply(FirmwarePlan plan) throws IOException {
        VariableChanges.apply(plan, this, steps -> calls.add("keep " + steps.size()));
    }

    @Override
    public String name() {
        return "NVRAM";
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(all.keySet());
        names.add("SecureBoot");
        return names;
    }

    @Override
    public Optional<EfiVariable> read(String name) throws IOException {
        if (name.equals(unreadable)) {
            throw new IOException("Input/output error");
        }
        return Optional.ofNullable(all.get(name));
    }

    @Override
    public void checkWritable(List<VariableChange> changes) {}

    @Override
    public void write(EfiVariable variable) throws IOException {
        call("write " + variable.name());
        if (!forgetful) {
            all.put(variable.name(), variable);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        call("delete " + name);
        all.remove(name);
    }

    private void call(String call) throws IOException {
        calls.add(call);
        if (call.equals(failing) || !failing.isEmpty() && failures > 1 && calls.contains(failing)) {
            if (failures-- > 0) {
                throw new HostException("the firmware said no", "Ask it again.");
            }
        }
    }
}
