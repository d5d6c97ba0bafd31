package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.bcdkit.cli.Bcd;
import org.bcdkit.command.SampleImage;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.Wims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What others read from images when a command that writes was killed at any of its system calls, or the power failed: the old disk or the new one;
 * and what the command does when it is run again. With {@code -Dbcdkit.everyKillPoint=true} each of them is looked at, else a few of each command.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class KilledVdiskTest {

    private static final boolean ALL = Boolean.getBoolean("bcdkit.everyKillPoint");
    private static final int MIB = 1 << 20;
    private static final List<String> FORMATS = List.of("vhd", "vhdx");
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    static Path made;

    private static final List<Case> CASES = new ArrayList<>();
    private static final Pattern TWO = Pattern.compile("QEMU reads ([0-9a-f ]+), libvhdi ([0-9a-f ]+)");
    private static final Map<String, String> ANSWERS = new HashMap<>();
    private static StrangersReading strangers;

    /** What has to be true of a disk. */
    private record Truth(List<String> chain, boolean changes) {}

    /** Makes what a command finds. */
    private interface Setting {
        void make(Path folder) throws IOException;
    }

    /** A command in a folder of its own. */
    private static final class Case {
        private final String name;
        private final List<String> words;
        private final List<Truth> truths = new ArrayList<>();
        /** One of these chains holds what the first one held. */
        private List<List<String>> keepers = List.of();
        private String refusal = "";
        private boolean hasLinks = true;
        private boolean sevenZip;
        private boolean isLinked = true;
        private boolean isForced = true;
        private boolean isToggle;
        private boolean isAlike = true;
        private boolean isSlow;
        private List<FolderJournal.Call> calls = List.of();

        Case(String name, String... words) {
            this.name = name;
            this.words = List.of(words);
        }

        /** The disk is the same all the time. */
        Case keeps(String... chain) {
            truths.add(new Truth(List.of(chain), false));
            return this;
        }

        /** The disk is the old one or the new one. */
        Case changes(String... chain) {
            truths.add(new Truth(List.of(chain), true));
            return this;
        }

        /** What the first chain held before is in one of them. */
        Case loses(List<List<String>> nothingOf) {
            keepers = nothingOf;
            return this;
        }

        /** What it may say when it is run again, instead of doing what was left undone. */
        Case mayRefuse(String message) {
            refusal = message;
            return this;
        }

        Case withoutLinks() {
            hasLinks = false;
            return this;
        }

        /** There is an empty differencing disk. */
        Case readBySevenZip() {
            sevenZip = true;
            return this;
        }

        /** The child does not say where its parent is until the end. */
        Case notFoundHere() {
            isLinked = false;
            return this;
        }

        /** It does not wait until what it makes is on the disk. */
        Case notForced() {
            isForced = false;
            return this;
        }

        /** Looked at only where all are. */
        Case isSlow() {
            isSlow = true;
            return this;
        }

        /** What it makes has identifiers and times in it, which are others each time. */
        Case differsEachTime() {
            isAlike = false;
            return this;
        }

        /** Done twice, it is undone. */
        Case isToggle() {
            isToggle = true;
            return this;
        }

        Path before() {
            return made.resolve("before").resolve(name);
        }

        Path after() {
            return made.resolve("after").resolve(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return CASES;
    }

    private static void add(Case one, Setting setting) throws IOException {
        if (!ALL && one.isSlow) {
            return;
        }
        setting.make(Files.createDirectories(one.before()));
        Files.createDirectories(one.after());
        copy(one.before(), one.after());
        CASES.add(one);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void bcd(Path folder, String... words) {
        Bcd.Result result = bcd().call(in(folder, List.of(words)));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static Bcd bcd() {
        return new Bcd().with("PATH", System.getenv("PATH"));
    }

    private static void vdisk(Path folder, String command, String... words) {
        bcd(folder, Stream.concat(Stream.of("vdisk", command), Stream.of(words)).toArray(String[]::new));
    }

    /** The words of a command, with {@code @} for the folder. */
    private static String[] in(Path folder, List<String> words) {
        return words.stream().map(word -> word.replace("@", folder + "/")).toArray(String[]::new);
    }

    private static void write(Path image, long seed, int... blocks) throws IOException {
        try (WritableDisk disk = IMAGES.openForWriting(image)) {
            for (int block : blocks) {
                disk.contents().write((long) block * MIB + 4096, ByteBuffer.wrap(random(seed + block, MIB / 2)));
            }
        }
    }

    /** A disk of 8 MiB with something in some places. */
    private static void base(Path folder, String name, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("@" + name, "--size", "8MiB"));
        words.addAll(List.of(more));
        if (!words.contains("fixed") || name.endsWith("x")) {
            words.addAll(List.of("--block-size", name.endsWith("x") ? "1MiB" : "512KiB"));
        }
        vdisk(folder, "create", words.toArray(new String[0]));
        write(folder.resolve(name), 1, 0, 2, 5);
    }

    /** A differencing disk, with something of its own in one place of its parent's and in another. */
    private static void child(Path folder, String parent, String name, int... blocks) throws IOException {
        vdisk(folder, "create", "@" + name, "--parent", "@" + parent);
        write(folder.resolve(name), name.hashCode(), blocks);
    }

    @BeforeAll
    static void watchCommands() throws IOException {
        strangers = new StrangersReading();
        for (String format : FORMATS) {
            newImages(format);
            changedImages(format);
            chains(format);
        }
        others();
        watch(true);
        watch(false);
    }

    private static void newImages(String f) throws IOException {
        String there = "exists already";
        for (String type : List.of("fixed", "dynamic")) {
            add(new Case("create a " + type + " " + f, "vdisk", "create", "@w." + f, "--size", "4MiB", "--type", type)
                            .changes("w." + f).mayRefuse(there).isSlow(),
                    folder -> {});
        }
        add(new Case("create a child " + f, "vdisk", "create", "@c." + f, "--parent", "@b." + f)
                        .keeps("b." + f).changes("c." + f, "b." + f).mayRefuse(there).readBySevenZip(),
                folder -> base(folder, "b." + f));
        add(new Case("create a " + f + " without links", "vdisk", "create", "@w." + f, "--size", "4MiB")
                        .changes("w." + f).mayRefuse(there).withoutLinks(),
                folder -> {});
        for (String to : List.of("vhd", "vhdx", "raw")) {
            add(new Case("convert " + f + " to " + to, "vdisk", "convert", "@b." + f, "@w." + to)
                            .keeps("b." + f).changes("w." + to).mayRefuse(there).notForced().isSlow(),
                    folder -> base(folder, "b." + f));
        }
        add(new Case("convert a chain of " + f, "vdisk", "convert", "@c." + f, "@w." + f)
                        .keeps("c." + f, "b." + f).changes("w." + f).mayRefuse(there).notForced(),
                folder -> {
                    base(folder, "b." + f);
                    child(folder, "b." + f, "c." + f, 2, 3);
                });
    }

    private static void changedImages(String f) throws IOException {
        for (String type : List.of("fixed", "dynamic")) {
            add(new Case("expand a " + type + " " + f, "vdisk", "expand", "@b." + f, "--size", type.equals("fixed") ? "12MiB" : "200GiB")
                            .changes("b." + f),
                    folder -> base(folder, "b." + f, "--type", type));
        }
        add(new Case("compact a " + f, "vdisk", "compact", "@b." + f).keeps("b." + f), folder -> {
            base(folder, "b." + f);
            write(folder.resolve("b." + f), 2, 1, 3, 4, 6, 7);
            try (WritableDisk disk = IMAGES.openForWriting(folder.resolve("b." + f))) {
                for (int block : new int[] {0, 2, 5, 1}) {
                    disk.contents().write((long) block * MIB, ByteBuffer.allocate(MIB));
                }
            }
        });
        repairs(f);
    }

    private static void repairs(String f) throws IOException {
        Setting damaged = folder -> {
            base(folder, "b." + f);
            Path image = folder.resolve("b." + f);
            if (f.equals("vhd")) {
                byte[] bytes = Files.readAllBytes(image);
                Files.write(image, Arrays.copyOf(bytes, bytes.length - 512));
            } else {
                withLogInUse(image);
            }
        };
        add(new Case("repair a " + f, "vdisk", "repair", "@b." + f).changes("b." + f), damaged);
        add(new Case("take back the repair of a " + f, "vdisk", "repair", "--undo", "@b." + f).changes("b." + f).isToggle(), folder -> {
            damaged.make(folder);
            vdisk(folder, "repair", "@b." + f);
        });
    }

    /** As a writer leaves it that was killed. */
    private static void withLogInUse(Path image) throws IOException {
        byte[] killed;
        try (WritableDisk disk = IMAGES.openForWriting(image)) {
            disk.contents().write(6L * MIB, ByteBuffer.wrap(random(3, MIB)));
            disk.contents().force();
            killed = Files.readAllBytes(image);
        }
        Files.write(image, killed);
    }

    private static void chains(String f) throws IOException {
        String b = "b." + f;
        String m = "m." + f;
        String c = "c." + f;
        Setting three = folder -> {
            base(folder, b);
            child(folder, b, m, 2, 3);
            child(folder, m, c, 3, 4);
        };
        add(new Case("merge a " + f, "vdisk", "merge", "@" + c, "--yes").keeps(c, m, b).keeps(b), three);
        add(new Case("merge a " + f + " through its parent", "vdisk", "merge", "@" + c, "--depth", "2", "--yes").keeps(c, m, b), three);
        add(new Case("reparent a " + f, "vdisk", "reparent", "@c." + f, "--parent", "@" + b).keeps(c, b).keeps(b).notFoundHere(), folder -> {
            base(folder, "old." + f);
            child(folder, "old." + f, c, 2, 3);
            Files.move(folder.resolve("old." + f), folder.resolve(b));
        });
        Setting two = folder -> {
            base(folder, b);
            child(folder, b, c, 2, 3);
        };
        add(new Case("reset a " + f, "vdisk", "reset", "@" + c, "--yes").changes(c, b).keeps(b).readBySevenZip(), two);
        String there = "exists already";
        String k = "k." + f;
        for (boolean links : new boolean[] {true, false}) {
            Case reset = new Case("reset a " + f + (links ? "" : " without links") + " and keep it", "vdisk", "reset", "@" + c, "--keep", "@" + k)
                    .changes(c, b).keeps(b).loses(List.of(List.of(c, b), List.of(k, b))).mayRefuse(there).readBySevenZip();
            add(links ? reset : reset.withoutLinks(), two);
        }
    }

    /** Commands that make files of other kinds, or have other programs make them. */
    private static void others() throws IOException {
        String there = "exists already";
        add(new Case("fetch a file", "fetch", "@from", "--to", "@", "--name", "w").keeps("from").changes("w").mayRefuse(there),
                folder -> Files.write(folder.resolve("from"), random(9, 3 * MIB + 17)));
        String place = "gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}";
        String[] store = {"--store", "@BCD", "--page-file", "none", "--host", place};
        Setting entry = folder -> {
            bcd(folder, "create", "@BCD", "--firmware", "uefi");
            for (String name : List.of("old", "new")) {
                SampleImage.vhdx(folder.resolve(name + ".vhdx"));
            }
            bcd(folder, with(store, "add", "vhd", "@old.vhdx", "--name", "Lab", "--path", "\\old.vhdx"));
        };
        add(new Case("replace the image of an entry", with(store, "replace", "Lab", "@new.vhdx", "--path", "\\new.vhdx"))
                        .changes("BCD").keeps("old.vhdx").keeps("new.vhdx").differsEachTime(),
                entry);
        String[] fetched = {"deploy", "--image", "@new.vhdx", "@w.vhdx", "--add", "--title", "W", "--path", "\\w.vhdx"};
        add(new Case("fetch an image and add an entry", with(store, fetched))
                        .changes("BCD").changes("w.vhdx").keeps("new.vhdx").differsEachTime().mayRefuse(there),
                entry);
        Path tree = Files.createDirectories(made.resolve("tree"));
        Files.write(tree.resolve("file"), random(10, 300_000));
        Setting wim = folder -> Wims.wimlib("capture", tree.toString(), folder.resolve("w.wim").toString(), "One");
        IndependentTool.require("mkntfs", "ntfs-3g");
        String[] deploy = {"deploy", "@w.wim", "@w.vhdx", "--size", "40MiB"};
        add(new Case("deploy a WIM", deploy).keeps("w.wim").changes("w.vhdx").mayRefuse(there).differsEachTime().isSlow(), wim);
        add(new Case("capture a volume", "capture", "@w.vhdx:2", "@new.wim", "--name", "Two")
                        .keeps("w.vhdx").changes("new.wim").mayRefuse(there).differsEachTime().isSlow(), folder -> {
            wim.make(folder);
            bcd(folder, deploy);
        });
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String[] with(String[] more, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static void watch(boolean links) throws IOException {
        List<String> lines = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        for (Case one : CASES) {
            if (one.hasLinks == links) {
                lines.add(String.join("\t", in(one.after().toRealPath(), one.words)));
                folders.add(one.after());
            }
        }
        Path list = Files.write(made.resolve("commands"), lines);
        List<String> injected = links ? List.of() : List.of("-e", "inject=link:error=EPERM");
        Map<Path, List<FolderJournal.Call>> calls =
                FolderJournal.of(made.resolve("calls"), folders, injected, Program.command(CommandsInTurn.class, list.toString()));
        Files.delete(made.resolve("calls"));
        for (Case one : CASES) {
            if (one.hasLinks == links) {
                one.calls = calls.get(one.after().toRealPath());
            }
        }
    }

    @AfterAll
    static void end() throws IOException {
        strangers.close();
    }

    /** What others read from a chain whose first file is there. */
    private static String read(boolean sevenZip, Path folder, List<String> chain) throws IOException {
        if (!Files.exists(folder.resolve(chain.get(0)))) {
            return "missing";
        }
        List<Path> files = new ArrayList<>();
        for (String name : chain) {
            files.add(folder.resolve(name));
        }
        String key = key(sevenZip, files);
        if (!ANSWERS.containsKey(key)) {
            ANSWERS.put(key, strangers.read(sevenZip, files));
        }
        return ANSWERS.get(key);
    }

    /** What is in the files; others read the same from the same. */
    private static String key(boolean sevenZip, List<Path> files) throws IOException {
        StringBuilder key = new StringBuilder().append(sevenZip);
        for (Path file : files) {
            CRC32C sum = new CRC32C();
            if (Files.exists(file)) {
                sum.update(Files.readAllBytes(file));
            }
            key.append(' ').append(file.getFileName()).append(' ').append(sum.getValue());
        }
        return key.toString();
    }

    /** The same of what is read here. */
    private static String readHere(Path folder, List<String> chain) throws IOException {
        Path file = folder.resolve(chain.get(0));
        try (VirtualDisk disk = IMAGES.open(file)) {
            long most = Math.min(32 * MIB, disk.virtualSize());
            return disk.virtualSize() + " " + DiskReading.sha256(disk.contents().slice("disk", 0, most));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOldDiskOrTheNewOneIsThere(Case one) throws IOException {
        Sweep sweep = new Sweep(one);
        sweep.run();
        if (ALL) {
            System.out.println(sweep);
        }
        assertThat(sweep.problems).as(one.name).isEmpty();
    }

    /** Every interruption of a command. */
    private static final class Sweep {
        private final Case one;
        private final Map<Truth, Set<String>> allowed = new LinkedHashMap<>();
        private final Map<Truth, String> wanted = new LinkedHashMap<>();
        private final Set<String> problems = new TreeSet<>();
        private final Random random = new Random(7);
        private final Path folder;
        private int states;
        private int powerFailures;
        private int secondRuns;

        Sweep(Case one) throws IOException {
            this.one = one;
            this.folder = Files.createDirectories(made.resolve("state"));
            for (Truth truth : one.truths) {
                String before = read(one.sevenZip, one.before(), truth.chain);
                String after = read(one.sevenZip, one.after(), truth.chain);
                allowed.put(truth, truth.changes ? new TreeSet<>(List.of(before, after)) : Set.of(before));
                wanted.put(truth, truth.changes ? after : before);
            }
        }

        void run() throws IOException {
            assertThat(one.calls).as(one.name).isNotEmpty();
            Set<Integer> different = new TreeSet<>();
            InterruptedFolder first = new InterruptedFolder(one.before());
            List<Object> last = first.state();
            different.add(0);
            for (int i = 0; i < one.calls.size(); i++) {
                one.calls.get(i).happenIn(first);
                if (!first.state().equals(last)) {
                    different.add(i + 1);
                    last = first.state();
                }
            }
            assertSameAtTheEnd(first);
            List<Integer> shuffled = new ArrayList<>(different);
            Collections.shuffle(shuffled, random);
            Set<Integer> chosen = new TreeSet<>(ALL ? shuffled : shuffled.subList(0, Math.min(2, shuffled.size())));
            InterruptedFolder again = new InterruptedFolder(one.before());
            int step = Math.max(1, one.calls.size() / (ALL ? 20 : 2));
            for (int i = 0; i <= one.calls.size(); i++) {
                if (chosen.contains(i)) {
                    again.killed(folder);
                    judge("killed after call " + i, states % 3 == 0);
                    states++;
                }
                if (i % step == 0 && one.isForced && again.isUnsafe()) {
                    again.powerFailed(folder, random);
                    judge("power failed after call " + i, powerFailures % 4 == 0);
                    powerFailures++;
                }
                if (i < one.calls.size()) {
                    one.calls.get(i).happenIn(again);
                }
            }
        }

        /** Else calls were taken for something that they are not. */
        private void assertSameAtTheEnd(InterruptedFolder end) throws IOException {
            end.killed(folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                    assertThat(file).hasSameBinaryContentAs(one.after().resolve(file.getFileName()));
                }
            }
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder(one.after().toFile().list());
            clear(folder);
        }

        private void judge(String when, boolean runAgain) throws IOException {
            try {
                for (Map.Entry<Truth, Set<String>> truth : allowed.entrySet()) {
                    List<String> chain = truth.getKey().chain;
                    String read = read(one.sevenZip, folder, chain);
                    if (!isAmong(truth.getValue(), read)) {
                        problems.add(when + ": " + chain + " is " + read + " and not one of " + truth.getValue());
                    } else if (one.isLinked && read.matches("[0-9]+ [0-9a-f]+") && chain.get(0).contains(".vhd") && !read.equals(here(chain))) {
                        problems.add(when + ": others read " + read + " from " + chain + ", here it is " + here(chain));
                    }
                }
                if (!one.keepers.isEmpty() && isLost()) {
                    problems.add(when + ": what was in " + one.keepers.get(0) + " is in none of " + one.keepers);
                }
                if (runAgain) {
                    secondRuns++;
                    runAgain(when);
                }
            } finally {
                clear(folder);
            }
        }

        /** Between two writes one may read the old disk and the other the new one: the copy of the footer, or the footer. */
        private static boolean isAmong(Set<String> allowed, String read) {
            Matcher two = TWO.matcher(read);
            return allowed.contains(read) || two.matches() && allowed.contains(two.group(1)) && allowed.contains(two.group(2));
        }

        private String here(List<String> chain) {
            try {
                return readHere(folder, chain);
            } catch (IOException e) {
                return e.getMessage();
            }
        }

        private boolean isLost() throws IOException {
            String before = read(one.sevenZip, one.before(), one.keepers.get(0));
            for (List<String> chain : one.keepers) {
                if (read(one.sevenZip, folder, chain).equals(before)) {
                    return false;
                }
            }
            return true;
        }

        private void runAgain(String when) throws IOException {
            Bcd.Result result = bcd().call(in(folder, one.words));
            if (result.code() != 0 && result.err().contains("bcd vdisk repair mends that")) {
                vdisk(folder, "repair", one.words.get(2));
                result = bcd().call(in(folder, one.words));
            } else if (result.code() != 0 && result.err().contains("bcd vdisk repair makes it whole")) {
                result = bcd().call(in(folder, List.of("vdisk", "repair", "@" + one.truths.get(0).chain.get(0))));
            }
            if (result.code() != 0) {
                if (one.refusal.isEmpty() || !result.err().contains(one.refusal)) {
                    problems.add(when + ", run again: " + result.code() + " " + result.err());
                }
                return;
            }
            for (Map.Entry<Truth, String> truth : wanted.entrySet()) {
                String read = read(one.sevenZip, folder, truth.getKey().chain);
                boolean good = one.isAlike ? read.equals(truth.getValue()) : !read.equals("missing") && !read.startsWith("nothing");
                if (!good && !(one.isToggle && allowed.get(truth.getKey()).contains(read))) {
                    problems.add(when + ", run again: " + truth.getKey().chain + " is " + read + " and not " + truth.getValue());
                }
            }
        }

        @Override
        public String toString() {
            return String.format("%-45s %4d kill points, %3d states looked at, %3d power failures, %3d runs afterwards%s", one.name,
                    one.calls.size() + 1, states, powerFailures, secondRuns, problems.isEmpty() ? "" : ", " + problems.size() + " PROBLEMS");
        }
    }
}
