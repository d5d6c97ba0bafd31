package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What bash offers for the last word, with the script in place. */
@EnabledOnOs(OS.LINUX)
class CompletionScriptTest {

    private static List<String> offered(String... words) {
        Path bash = IndependentTool.require("bash", "bash");
        String call = CompletionScript.bash()
                + "COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1))\n_bcd\nif [ ${#COMPREPLY[@]} -gt 0 ]; then printf '%s\\n' \"${COMPREPLY[@]}\"; fi";
        List<String> command = new ArrayList<>(List.of(bash.toString(), "-c", call, "bash", "bcd"));
        command.addAll(List.of(words));
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of(), command);
        assertThat(outcome.stderr()).isEmpty();
        return outcome.text().lines().toList();
    }

    @Test
    void offersCommands() {
        assertThat(offered("")).contains("list", "add", "set", "completion").doesNotContain("vhd", "add vhd");
        assertThat(offered("ex")).containsExactly("export");
        assertThat(offered("add", "")).containsExactly("vhd", "ramdisk", "object");
        assertThat(offered("--store", "BCD", "ex")).containsExactly("export");
        assertThat(offered("--store", "=", "list", "ex")).containsExactly("export");
        assertThat(offered("--store", "add", "ex")).containsExactly("export");
    }

    @Test
    void offersOptionsOfTheCommandAndThoseOfAll() {
        assertThat(offered("copy", "--")).contains("--name", "--store", "--dry-run").doesNotContain("--tools");
        assertThat(offered("add", "object", "--in")).containsExactly("--inherit");
    }

    @Test
    void offersTheWordsAnOptionTakes() {
        assertThat(offered("add", "object", "--application", "")).containsExactly("bootapp", "bootsector", "osloader", "resume", "startup");
        assertThat(offered("create", "--firmware", "=")).containsExactly("uefi", "bios");
        assertThat(offered("create", "--firmware", "=", "u")).containsExactly("uefi");
        assertThat(offered("init", "--firmware", "")).containsExactly("uefi", "bios", "both");
        assertThat(offered("--color", "")).containsExactly("auto", "always", "never");
        assertThat(offered("list", "--store", "")).isEmpty();
    }

    @Test
    void offersAliasesWhereAnObjectStands() {
        assertThat(offered("show", "{d")).containsExactly("{default}", "{dbgsettings}");
        assertThat(offered("set", "--store", "BCD", "{boot")).containsExactly("{bootmgr}", "{bootloadersettings}");
        assertThat(offered("order", "{memdiag}", "Linux", "{bootm")).containsExactly("{bootmgr}");
        assertThat(offered("show", "{default}", "{")).isEmpty();
    }

    @Test
    void offersNamesOfElementsBehindTheObject() {
        assertThat(offered("set", "{default}", "bootmenu")).containsExactly("bootmenupolicy");
        assertThat(offered("--json", "unset", "--store=BCD", "Windows 11", "nx")).containsExactly("nx");
        assertThat(offered("set", "{default}", "--map", "C", "=", "/mnt", "testsig")).containsExactly("testsigning");
        assertThat(offered("set", "{default}", "nx", "test")).isEmpty();
    }

    @Test
    void offersTheWordsAParameterTakes() {
        assertThat(offered("completion", "")).containsExactly("bash", "zsh");
        assertThat(offered("completion", "bash", "")).isEmpty();
        assertThat(offered("edit", "/disp")).containsExactly("/displayorder");
    }
}
