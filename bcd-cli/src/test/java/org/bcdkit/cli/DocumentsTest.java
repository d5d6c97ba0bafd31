package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.argument.BootLine;
import org.bcdkit.bcdedit.EditLine;
import org.bcdkit.command.Arguments;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say about commands, files and types is so. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern MESSAGE = Pattern.compile("`bcd ([a-z]+(?: [a-z]+)?)");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`");
    private static final Pattern PACKAGE_ROW = Pattern.compile("\\| (`[a-z-]+`)? ?\\| ((?:`[a-z]+`(?:, )?)+) \\|.*");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents.stream().map(ROOT::relativize);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToFiles(Path document) throws IOException {
        for (String target : matches(LINK, Files.readString(ROOT.resolve(document)))) {
            assertThat(ROOT.resolve(document).resolveSibling(target)).as("link in %s", document).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAreTakenAsTheyStand(Path document) throws IOException {
        for (String line : shellLines(Files.readAllLines(ROOT.resolve(document)), "bcd")) {
            assertThatCode(() -> parse(words(line))).as("%s: %s", document, line).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linesForMicrosoftsProgramsAreTakenAsTheyStand(Path document) throws IOException {
        for (String command : List.of("edit", "boot")) {
            for (String line : shellLines(Files.readAllLines(ROOT.resolve(document)), "bcd" + command)) {
                assertThatCode(() -> parse(Stream.concat(Stream.of(command), words(line).stream()).toList())).as("%s: %s", document, line)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void typesAndPackagesThatTheArchitectureNamesAreThere() throws IOException {
        Set<String> types = new HashSet<>();
        Set<String> packages = new HashSet<>();
        try (var files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().contains("src/main/java") && file.toString().endsWith(".java")).forEach(file -> {
                types.add(file.getFileName().toString().replace(".java", ""));
                packages.add(file.getParent().getFileName().toString());
            });
        }
        String page = Files.readString(ROOT.resolve("docs/architecture.md"));
        assertThat(matches(TYPE, page)).hasSizeGreaterThan(10).allMatch(types::contains);
        List<String> named = new ArrayList<>();
        page.lines().map(PACKAGE_ROW::matcher).filter(Matcher::matches).forEach(row -> named.addAll(List.of(row.group(2).replace("`", "").split(", "))));
        assertThat(named).hasSizeGreaterThan(15).allMatch(packages::contains);
    }

    @Test
    void commandsThatMessagesSendUsersToAreThere() throws IOException {
        List<String> named = new ArrayList<>();
        try (var files = Files.walk(ROOT)) {
            for (Path file : files.filter(file -> file.toString().contains("src/main/java") && file.toString().endsWith(".java")).toList()) {
                Files.readString(file).lines().filter(line -> !line.strip().startsWith("*")).forEach(line -> named.addAll(matches(MESSAGE, line)));
            }
        }
        assertThat(named).hasSizeGreaterThan(2).allMatch(words -> CommandTable.find(words).isPresent() || CommandTable.find(words.split(" ")[0]).isPresent());
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** Lines of shell blocks that call the program, by that name or as the launcher in the current folder. */
    private static List<String> shellLines(List<String> lines, String program) {
        List<String> found = new ArrayList<>();
        boolean shell = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell && line.matches("(.*&& )?(\\./)?" + program + "( .*)?")) {
                found.add(line.replaceFirst("^(.*&& )?(\\./)?" + program + " ?", "").replaceFirst(" > \\S+$", ""));
            }
        }
        return found;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }

    /** As the program does before it runs a command. */
    private static void parse(List<String> words) {
        Syntax syntax = GlobalOptions.describe(new Syntax());
        CommandFinder.Found found = CommandFinder.find(words, syntax);
        if (found.command().isPresent()) {
            found.command().get().create().describe(syntax);
            Arguments arguments = CommandParser.parse(syntax, found.rest());
            if (syntax.isVerbatim() && !arguments.has(GlobalOptions.HELP)) {
                if (found.command().get() == CommandTable.BOOT) {
                    BootLine.parse(arguments.parameters());
                } else {
                    EditLine.parse(arguments.parameters());
                }
            }
        } else {
            assertThat(words).contains("--help");
        }
    }
}
