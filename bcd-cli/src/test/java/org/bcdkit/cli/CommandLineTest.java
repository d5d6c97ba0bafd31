package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every command line, whatever the command. */
class CommandLineTest {

    private static final String HINT = "\n\"bcd completion --help\" shows what can be given.\n";

    @Test
    void printsTheCommandsWhenNothingIsGiven() {
        assertThat(Bcd.run()).isEqualTo(new Bcd.Result(0, HelpText.overview(), ""));
        assertThat(Bcd.run("--help")).isEqualTo(Bcd.run());
        assertThat(Bcd.run("-h", "--json")).isEqualTo(Bcd.run());
    }

    @Test
    void printsTheHelpOfACommandWhereverHelpIsAskedFor() {
        String help = HelpText.command(CommandTable.COMPLETION);
        assertThat(Bcd.run("completion", "--help")).isEqualTo(new Bcd.Result(0, help, ""));
        assertThat(Bcd.run("--help", "completion")).isEqualTo(new Bcd.Result(0, help, ""));
    }

    @Test
    void printsTheHelpWhateverElseIsUnknownMissingOrTooMuch() {
        Bcd.Result help = new Bcd.Result(0, HelpText.command(CommandTable.DIFF), "");
        assertThat(Bcd.run("diff", "--nope", "--help")).isEqualTo(help);
        assertThat(Bcd.run("diff", "a", "b", "c", "-h")).isEqualTo(help);
        assertThat(Bcd.run("diff", "--nope", "--version")).isEqualTo(Bcd.run("--version"));
    }

    @Test
    void takesGlobalOptionsBeforeAndAfterTheCommand() {
        Bcd.Result plain = Bcd.run("completion", "bash");
        assertThat(plain.code()).isZero();
        assertThat(Bcd.run("--store", "completion", "completion", "bash")).isEqualTo(plain);
        assertThat(Bcd.run("--store=x", "--map", "C=/mnt", "completion", "--map=D=/mnt/d", "bash", "--quiet")).isEqualTo(plain);
    }

    @Test
    void wrapsACompletionScriptInTheDocumentThatWasAskedFor() throws Exception {
        for (String shell : List.of("bash", "zsh")) {
            Bcd.Result wrapped = Bcd.run("completion", shell, "--json");
            var json = new ObjectMapper().readTree(wrapped.out());
            assertThat(json.fieldNames()).toIterable().containsExactly("schemaVersion", "shell", "script");
            assertThat(json.get("shell").asText()).isEqualTo(shell);
            assertThat(new Bcd.Result(wrapped.code(), json.get("script").asText(), wrapped.err())).isEqualTo(Bcd.run("completion", shell));
        }
    }

    @Test
    void saysWhenThereIsNoCommand() {
        assertThat(Bcd.run("--store", "list"))
                .isEqualTo(usage("There is no command among the arguments.\n\"bcd --help\" shows what can be given.\n"));
    }

    @Test
    void namesTheNearestCommand() {
        assertThat(Bcd.run("completoin", "bash"))
                .isEqualTo(usage("Unknown command \"completoin\". Did you mean completion?\n\"bcd --help\" shows what can be given.\n"));
        assertThat(Bcd.run("merge")).isEqualTo(usage("Unknown command \"merge\". Did you mean vdisk merge?\n\"bcd --help\" shows what can be given.\n"));
        assertThat(Bcd.run("info").err()).startsWith("bcd: Unknown command \"info\". Did you mean vdisk info or disk info?\n");
        assertThat(Bcd.run("zzz")).isEqualTo(usage("Unknown command \"zzz\".\n\"bcd --help\" shows what can be given.\n"));
    }

    @Test
    void namesTheNearestOption() {
        assertThat(Bcd.run("completion", "bash", "--stoer", "BCD")).isEqualTo(usage("Unknown option --stoer. Did you mean --store?" + HINT));
        assertThat(Bcd.run("completion", "bash", "--stoer=BCD")).isEqualTo(usage("Unknown option --stoer. Did you mean --store?" + HINT));
        assertThat(Bcd.run("--stoer", "BCD", "completion", "bash"))
                .isEqualTo(usage("Unknown option --stoer before the command. Did you mean --store?\n\"bcd --help\" shows what can be given.\n"));
    }

    @Test
    void takesNoMisspeltOptionForAValue() {
        assertThat(Bcd.run("completion", "bash", "--store", "--dryrun"))
                .isEqualTo(usage("Unknown option --dryrun. Did you mean --dry-run? To give it to --store as its value, write --store=--dryrun." + HINT));
        assertThat(Bcd.run("completion", "bash", "--store", "--dry-run"))
                .isEqualTo(usage("--store needs a value: FILE." + HINT));
        assertThat(Bcd.run("completion", "bash", "--store", "-hello"))
                .isEqualTo(usage("Unknown option -hello. To give it to --store as its value, write --store=-hello." + HINT));
    }

    @Test
    void takesValuesThatStartWithADash() {
        Bcd.Result plain = Bcd.run("completion", "bash");
        assertThat(plain.code()).isZero();
        for (String value : List.of("--dryrun", "--dry-run", "-h", "-x", "")) {
            assertThat(Bcd.run("completion", "bash", "--store=" + value)).isEqualTo(plain);
        }
        assertThat(Bcd.run("completion", "bash", "--store", "-1")).isEqualTo(plain);
        assertThat(Bcd.run("completion", "bash", "--store", "-")).isEqualTo(plain);
        assertThat(Bcd.run("completion", "-1")).isEqualTo(usage("Unknown option -1. Did you mean -h or -V?" + HINT));
    }

    @Test
    void takesAnEmptyValue() {
        assertThat(Bcd.run("list", "--store=")).isEqualTo(Bcd.run("list", "--store", ""));
        assertThat(Bcd.run("list", "--store=").err()).startsWith("bcd: --store needs the name of a file.\n");
    }

    @Test
    void takesNoEmptyArgumentForTheCurrentFolder() {
        assertNamesNoFile("diff", "", "BCD");
        assertNamesNoFile("diff", "", "");
        assertNamesNoFile("create", "", "--firmware", "uefi");
        assertNamesNoFile("add vhd", "", "--store", "BCD");
        assertNamesNoFile("vdisk create", "", "--size", "8MiB");
        assertNamesNoFile("vdisk info", "");
        assertNamesNoFile("quickstart", "");
    }

    private static void assertNamesNoFile(String command, String... arguments) {
        String[] words = Stream.concat(Stream.of(command.split(" ")), Stream.of(arguments)).toArray(String[]::new);
        assertThat(Bcd.run(words)).isEqualTo(usage("An empty argument names no file.\n\"bcd " + command + " --help\" shows what can be given.\n"));
    }

    @Test
    void writesOptionsOutInFull() {
        assertThat(Bcd.run("completion", "bash", "--verb")).isEqualTo(usage("Unknown option --verb. Did you mean --verbose?" + HINT));
        assertThat(Bcd.run("completion", "bash", "-hV")).isEqualTo(usage("Unknown option -hV. Did you mean -h or -V?" + HINT));
        assertThat(Bcd.run("completion", "bash", "-json")).isEqualTo(usage("Unknown option -json. Did you mean --json?" + HINT));
        assertThat(Bcd.run("completion", "bash", "-storeBCD")).isEqualTo(usage("Unknown option -storeBCD." + HINT));
    }

    @Test
    void takesFileNamesThatStartWithAnAtSignAsTheyAre() {
        assertThat(Bcd.run("completion", "@missing"))
                .isEqualTo(usage("What to give here is bash or zsh, not \"@missing\"." + HINT));
    }

    @Test
    void keepsQuotesInValues() {
        assertThat(Bcd.run("completion", "\"bash\"")).isEqualTo(usage("What to give here is bash or zsh, not \"\"bash\"\"." + HINT));
    }

    @Test
    void endsOptionsAtTwoDashes() {
        assertThat(Bcd.run("completion", "--", "bash")).isEqualTo(Bcd.run("completion", "bash"));
        assertThat(Bcd.run("completion", "--", "--json")).isEqualTo(usage("What to give here is bash or zsh, not \"--json\"." + HINT));
        assertThat(Bcd.run("completion", "bash", "--store", "--", "x")).isEqualTo(usage("--store needs a value: FILE." + HINT));
        assertThat(Bcd.run("completion", "--", "bash", "--help")).isEqualTo(usage("Unexpected argument \"--help\"." + HINT));
    }

    @Test
    void refusesWhatIsMissingDoubledOrTooMuch() {
        assertThat(Bcd.run("completion")).isEqualTo(usage("Missing: bash|zsh." + HINT));
        assertThat(Bcd.run("completion", "bash", "more")).isEqualTo(usage("Unexpected argument \"more\"." + HINT));
        assertThat(Bcd.run("completion", "bash", "--store"))
                .isEqualTo(usage("--store needs a value: FILE." + HINT));
        assertThat(Bcd.run("completion", "bash", "--store", "a", "--store", "b"))
                .isEqualTo(usage("--store can be given only once." + HINT));
        assertThat(Bcd.run("completion", "bash", "--json=yes")).isEqualTo(usage("--json takes no value." + HINT));
        assertThat(Bcd.run("completion", "bash", "--color", "red"))
                .isEqualTo(usage("--color is auto, always or never, not \"red\"." + HINT));
    }

    @Test
    void colorsMessagesOnTerminalsOnly() {
        String colored = "\u001b[1;31mbcd:\u001b[0m Unexpected argument \"more\"." + HINT;
        String plain = "bcd: Unexpected argument \"more\"." + HINT;
        // What is wrong with the command line is said before its --color is known.
        assertThat(new Bcd().onTerminal().call("completion", "bash", "more").err()).isEqualTo(colored);
        assertThat(new Bcd().onTerminal().with("NO_COLOR", "1").call("completion", "bash", "more").err()).isEqualTo(plain);
        assertThat(new Bcd().onTerminal().with("NO_COLOR", "").call("completion", "bash", "more").err()).isEqualTo(colored);
        assertThat(Bcd.run("completion", "bash", "more").err()).isEqualTo(plain);
    }

    @Test
    void printsAStackTraceOnlyWhenAskedTo() {
        assertThat(Bcd.run("zzz").err()).doesNotContain("\tat ");
        assertThat(Bcd.run("zzz", "--debug").err()).contains("\tat org.bcdkit.cli.CommandFinder");
    }

    @Test
    void printsTheVersionWithItsCommit() throws Exception {
        Version version = Version.current();
        assertThat(Bcd.run("--version")).isEqualTo(new Bcd.Result(0, "bcd " + version.version() + " (commit " + version.commit() + ")\n", ""));
        assertThat(Bcd.run("completion", "-V")).isEqualTo(Bcd.run("--version"));
        assertThat(Bcd.run("--version", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "{\n  \"schemaVersion\": 1,\n  \"version\": \"" + version.version() + "\",\n  \"commit\": \"" + version.commit() + "\"\n}\n",
                        ""));
        assertThat(version.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(version.commit()).matches("[0-9a-f]{7,40}|unknown");
    }

    private static Bcd.Result usage(String message) {
        return new Bcd.Result(2, "", "bcd: " + message);
    }
}
