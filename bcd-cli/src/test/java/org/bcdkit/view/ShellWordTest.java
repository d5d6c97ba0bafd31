package org.bcdkit.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordTest {

    @Test
    void leavesPlainWordsAlone() {
        for (String word : List.of("undo", "--store", "/mnt/esp/EFI/Microsoft/Boot/BCD", "C=/mnt", "größer", "a.b_c-d+e,f:g@h%i")) {
            assertThat(ShellWord.quote(word, false)).isEqualTo(word);
        }
        assertThat(ShellWord.quote("C:\\EFI\\BCD", true)).isEqualTo("C:\\EFI\\BCD");
    }

    @Test
    void quotesWhatAShellWouldChange() {
        assertThat(ShellWord.quote("", false)).isEqualTo("''");
        assertThat(ShellWord.quote("My Stores/BCD", false)).isEqualTo("'My Stores/BCD'");
        assertThat(ShellWord.quote("\\vhds\\x.vhdx", false)).isEqualTo("'\\vhds\\x.vhdx'");
        assertThat(ShellWord.quote("it's $HOME", false)).isEqualTo("'it'\\''s $HOME'");
        assertThat(ShellWord.quote("new\nline's \\ ü", false)).isEqualTo("$'new\\012line\\047s \\134 \\303\\274'");
        assertThat(ShellWord.quote("{default}", false)).isEqualTo("'{default}'");
        assertThat(ShellWord.quote("C:\\My Stores\\BCD", true)).isEqualTo("\"C:\\My Stores\\BCD\"");
        assertThat(ShellWord.quote("say \"x\"", true)).isEqualTo("\"say \"\"x\"\"\"");
    }
}
