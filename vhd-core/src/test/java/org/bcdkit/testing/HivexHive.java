package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes registry hives with libhivex, which puts keys and values into an empty one. */
public final class HivexHive {

    private static final String SCRIPT =
            """
            import hivex, sys
            hive = hivex.Hivex(sys.argv[1], write=True)
            values = {}
            for line in open(sys.argv[2], encoding='utf-8'):
                path, name, kind, data = line.rstrip('\\n').split('\\t')
                key = hive.root()
                for part in path.split('\\\\'):
                    key = hive.node_get_child(key, part) or hive.node_add_child(key, part)
                if kind:
                    of_key = values.setdefault(key, {})
                    of_key[name] = {'key': name, 't': int(kind), 'value': bytes.fromhex(data)}
            for key, of_key in values.items():
                hive.node_set_values(key, list(of_key.values()))
            hive.commit(None)
            """;

    private static final int SZ = 1;
    private static final int DWORD = 4;
    private static final int MULTI_SZ = 7;

    private final List<String> lines = new ArrayList<>();

    public HivexHive key(String path) {
        lines.add(path + "\t\t\t");
        return this;
    }

    /** A value of any type; one of the same name that was given before is forgotten. */
    public HivexHive value(String key, String name, int type, byte[] data) {
        lines.add(key + "\t" + name + "\t" + type + "\t" + HexFormat.of().formatHex(data));
        return this;
    }

    public HivexHive text(String key, String name, String text) {
        return value(key, name, SZ, utf16(text + "\0"));
    }

    public HivexHive texts(String key, String name, String... texts) {
        return value(key, name, MULTI_SZ, utf16(String.join("\0", texts) + (texts.length == 0 ? "\0" : "\0\0")));
    }

    public HivexHive number(String key, String name, int number) {
        return value(key, name, DWORD, new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)});
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    /** The file, in {@code folder}. */
    public Path build(Path folder) throws IOException {
        HiveBuilder empty = HiveBuilder.version(3);
        Path hive = Files.write(Files.createTempFile(folder, "hive", ""), empty.build());
        Path commands = Files.write(Files.createTempFile(folder, "values", ""), lines);
        Path python = IndependentTool.requirePython("hivex", "python3-hivex");
        IndependentTool.Outcome outcome = IndependentTool.run(python, "-c", SCRIPT, hive.toString(), commands.toString());
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return hive;
    }
}
