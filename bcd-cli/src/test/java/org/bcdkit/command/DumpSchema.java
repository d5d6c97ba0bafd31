package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcdkit.testing.IndependentTool;

/** The published schema of dumps, as jsonschema understands it, which is written by other people. */
final class DumpSchema {

    private static final Path SCHEMA = Path.of("..", "docs", "reference", "dump.schema.json").toAbsolutePath().normalize();

    private static final String VALIDATE = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1], encoding='utf-8'))
            Draft202012Validator.check_schema(schema)
            validator = Draft202012Validator(schema)
            for file in sys.argv[2:]:
                error = next(validator.iter_errors(json.load(open(file, encoding='utf-8'))), None)
                print('valid' if error is None else '%s: %s' % (list(error.absolute_path), error.message.replace('\\n', ' ')[:200]))
            """;

    private DumpSchema() {}

    /** Of each file {@code valid}, or what is wrong with it. */
    static List<String> validate(List<Path> files) {
        List<String> command = new ArrayList<>(
                List.of(IndependentTool.requirePython("jsonschema", "python3-jsonschema").toString(), "-c", VALIDATE, SCHEMA.toString()));
        files.forEach(file -> command.add(file.toString()));
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(5), Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text().lines().toList();
    }
}
