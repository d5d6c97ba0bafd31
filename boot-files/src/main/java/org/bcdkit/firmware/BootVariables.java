package org.bcdkit.firmware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.HostException;

/**
 * The variables about booting as they were read: what a planner is given. A damaged one is kept with what is wrong with it, and says nothing else.
 * UEFI, "Globally Defined Variables".
 *
 * @param source what to call where they are in messages
 * @param entries by their numbers
 * @param others {@code BootOrder}, {@code BootNext}, {@code BootCurrent} and {@code Timeout}, those that are there
 * @param broken what cannot be used
 */
public record BootVariables(String source, List<BootVariable> entries, List<EfiVariable> others, List<Broken> broken) {

    /** The entries that firmware tries, one after the other. */
    public static final String ORDER = "BootOrder";
    /** The entry for the next start only. */
    public static final String NEXT = "BootNext";
    /** The entry that this start was made from; firmware writes it. */
    public static final String CURRENT = "BootCurrent";
    /** How many seconds the firmware's menu waits. */
    public static final String TIMEOUT = "Timeout";

    private static final List<String> OTHERS = List.of(ORDER, NEXT, CURRENT, TIMEOUT);
    private static final String PREFIX = "Boot";
    private static final int NAME_LENGTH = "Boot####".length();
    private static final int NUMBER = 2;

    /**
     * A variable that cannot be used.
     *
     * @param problem what is wrong with it: a sentence without its full stop
     */
    public record Broken(String name, String problem) {}

    public BootVariables {
        entries = List.copyOf(entries);
        others = List.copyOf(others);
        broken = List.copyOf(broken);
    }

    /**
     * Reads them all.
     *
     * @throws IOException when the variables cannot be listed; one that cannot be read is among those that are broken
     */
    public static BootVariables read(FirmwareVariables from) throws IOException {
        List<String> names = new ArrayList<>(from.names());
        Collections.sort(names);
        List<BootVariable> entries = new ArrayList<>();
        List<EfiVariable> others = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        for (String name : names) {
            Optional<Integer> number = BootVariable.number(name);
            if (number.isPresent() || OTHERS.contains(name)) {
                Optional<EfiVariable> variable = readable(from, name, broken);
                if (variable.isPresent() && number.isPresent()) {
                    entries.add(BootVariable.of(number.get(), variable.get()));
                } else if (variable.isPresent()) {
                    others.add(variable.get());
                }
            } else if (isMisspelt(name)) {
                broken.add(new Broken(name, "its number is not four hexadecimal digits in upper case, so firmware does not see it"));
            }
        }
        for (BootVariable entry : entries) {
            if (entry.problem().isPresent()) {
                broken.add(new Broken(entry.name(), entry.problem().get()));
            }
        }
        for (EfiVariable other : others) {
            if (isOdd(other)) {
                broken.add(new Broken(other.name(), "it has " + other.data().size() + " bytes, expected "
                        + (other.name().equals(ORDER) ? "two for each entry" : "two")));
            }
        }
        return new BootVariables(from.name(), entries, others, broken);
    }

    private static Optional<EfiVariable> readable(FirmwareVariables from, String name, List<Broken> broken) {
        try {
            return from.read(name);
        } catch (FormatException e) {
            broken.add(new Broken(name, BootVariable.problem(e)));
        } catch (IOException e) {
            broken.add(new Broken(name, e instanceof HostException ? e.getMessage() : "it cannot be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Whether it would be an entry, were its number written otherwise. */
    private static boolean isMisspelt(String name) {
        if (name.length() != NAME_LENGTH || !name.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < NAME_LENGTH; i++) {
            if (Character.digit(name.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOdd(EfiVariable variable) {
        int size = variable.data().size();
        return variable.name().equals(ORDER) ? size % NUMBER != 0 : size != NUMBER;
    }

    /** The entry with that number, found by halves; absent when there is no such variable. */
    public Optional<BootVariable> find(int number) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = entries.get(middle).number();
            if (found == number) {
                return Optional.of(entries.get(middle));
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** The variable of that name, damaged or not. */
    public Optional<EfiVariable> variable(String name) {
        for (EfiVariable other : others) {
            if (other.name().equals(name)) {
                return Optional.of(other);
            }
        }
        Optional<Integer> number = BootVariable.number(name);
        Optional<BootVariable> entry = number.isPresent() ? find(number.get()) : Optional.empty();
        return entry.isPresent() ? Optional.of(entry.get().variable()) : Optional.empty();
    }

    /** These variables with some of them changed. */
    BootVariables with(List<VariableChange> changes) {
        Map<String, EfiVariable> all = new TreeMap<>();
        for (EfiVariable variable : stored()) {
            all.put(variable.name(), variable);
        }
        for (VariableChange change : changes) {
            if (change.after().isPresent()) {
                all.put(change.name(), change.after().get());
            } else {
                all.remove(change.name());
            }
        }
        List<BootVariable> changedEntries = new ArrayList<>();
        List<EfiVariable> changedOthers = new ArrayList<>();
        for (EfiVariable variable : all.values()) {
            Optional<Integer> number = BootVariable.number(variable.name());
            if (number.isPresent()) {
                changedEntries.add(BootVariable.of(number.get(), variable));
            } else {
                changedOthers.add(variable);
            }
        }
        return new BootVariables(source, changedEntries, changedOthers, List.of());
    }

    /** All variables as they are stored: what has to be the same still when a plan is applied. */
    List<EfiVariable> stored() {
        List<EfiVariable> all = new ArrayList<>(others);
        for (BootVariable entry : entries) {
            all.add(entry.variable());
        }
        return all;
    }

    /** Whether {@code BootOrder} is missing or can be read. */
    public boolean hasReadableOrder() {
        return !brokenNames().contains(ORDER);
    }

    /** The names of the variables that cannot be used. */
    Set<String> brokenNames() {
        Set<String> names = new HashSet<>();
        for (Broken variable : broken) {
            names.add(variable.name());
        }
        return names;
    }

    /** The numbers in {@code BootOrder}; none when it is missing or damaged. */
    public List<Integer> order() {
        Optional<EfiVariable> order = variable(ORDER);
        return order.isEmpty() || isOdd(order.get()) ? List.of() : numbers(order.get().data());
    }

    /** The entry for the next start only. */
    public Optional<Integer> next() {
        return number(NEXT);
    }

    /** The entry that this start was made from. */
    public Optional<Integer> current() {
        return number(CURRENT);
    }

    /** How many seconds the firmware's menu waits; 0xffff is for ever. */
    public Optional<Integer> timeout() {
        return number(TIMEOUT);
    }

    private Optional<Integer> number(String name) {
        Optional<EfiVariable> variable = variable(name);
        return variable.isEmpty() || isOdd(variable.get()) ? Optional.empty() : Optional.of(numbers(variable.get().data()).get(0));
    }

    private static List<Integer> numbers(Bytes data) {
        byte[] bytes = data.toArray();
        List<Integer> numbers = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += NUMBER) {
            numbers.add(LittleEndian.u16(bytes, at));
        }
        return numbers;
    }

    /** The data of {@code BootOrder}, or of another variable with numbers. */
    static Bytes data(List<Integer> numbers) {
        byte[] bytes = new byte[numbers.size() * NUMBER];
        for (int i = 0; i < numbers.size(); i++) {
            LittleEndian.putU16(bytes, i * NUMBER, numbers.get(i));
        }
        return Bytes.of(bytes);
    }
}
