package org.bcdkit.hive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.testing.IndependentTool;

/** What readers by other people see in a hive, a line for each key and value, sorted. */
public final class IndependentReaders {

    private static final String HIVEX = """
            import hivex, sys
            for file in sys.argv[1:]:
                h = hivex.Hivex(file); lines = []
                def walk(n, path):
                    path += '\\\\' + h.node_name(n)
                    lines.append('%s|%d' % (path, h.node_timestamp(n)))
                    for v in h.node_values(n):
                        t, d = h.value_value(v)
                        lines.append('%s|%s|%d|%s' % (path, h.value_key(v), t & 0xffffffff, d.hex()))
                    for c in h.node_children(n):
                        assert h.node_parent(c) == n
                        walk(c, path)
                walk(h.root(), '')
                print('\\n'.join(sorted(lines))); print('end')
            """;

    private static final String LIBREGF = """
            import pyregf, sys
            for file in sys.argv[1:]:
                f = pyregf.file(); f.open(file); lines = []
                assert not f.is_corrupted()
                def walk(k, path):
                    path += '\\\\' + k.name
                    lines.append('%s|%d' % (path, k.get_last_written_time_as_integer()))
                    for v in k.values:
                        lines.append('%s|%s|%d|%s' % (path, v.name or '', v.type, (v.data or b'').hex()))
                    for c in k.sub_keys:
                        walk(c, path)
                walk(f.get_root_key(), '')
                print('\\n'.join(sorted(lines))); print('end')
            """;

    private IndependentReaders() {}

    /** libhivex, one list for each file. */
    public static List<List<String>> hivex(List<Path> files) {
        return run(IndependentTool.requirePython("hivex", "python3-hivex"), HIVEX, files);
    }

    /** libregf, one list for each file. */
    public static List<List<String>> libregf(List<Path> files) {
        return run(IndependentTool.requirePython("pyregf", "python3-libregf"), LIBREGF, files);
    }

    private static List<List<String>> run(Path python, String script, List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("-X", "utf8", "-c", script));
        files.forEach(file -> arguments.add(file.toString()));
        IndependentTool.Outcome outcome = IndependentTool.run(python, arguments.toArray(String[]::new));
        if (outcome.exitCode() != 0) {
            throw new AssertionError(outcome.stderr());
        }
        List<List<String>> views = new ArrayList<>();
        List<String> view = new ArrayList<>();
        for (String line : outcome.text().split("\n")) {
            if (line.equals("end")) {
                views.add(view);
                view = new ArrayList<>();
            } else {
                view.add(line);
            }
        }
        return views;
    }

    /** The same lines from a tree. */
    public static List<String> lines(Key root) {
        List<String> lines = new ArrayList<>();
        add(root, "", lines);
        lines.sort(IndependentReaders::compareCodePoints);
        return lines;
    }

    private static void add(Key key, String path, List<String> lines) {
        String here = path + "\\" + key.name();
        lines.add(here + "|" + key.lastWritten());
        for (Value value : key.values()) {
            lines.add(here + "|" + value.name() + "|" + Integer.toUnsignedString(value.type().code()) + "|" + value.data());
        }
        for (Key subkey : key.keys()) {
            add(subkey, here, lines);
        }
    }

    /** Python's order of strings. */
    private static int compareCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
