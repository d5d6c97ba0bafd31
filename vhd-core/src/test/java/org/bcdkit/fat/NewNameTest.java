package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewNameTest {

    private static String shortName(NewName name) {
        return new String(name.shortName().toArray(), StandardCharsets.US_ASCII);
    }

    /** As Windows stores them: without a long name where case flags say all. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "BCD,              'BCD        ',  0, false",
        "BOOTX64.EFI,      'BOOTX64 EFI',  0, false",
        "bootx64.efi,      'BOOTX64 EFI', 24, false",
        "boot.EFI,         'BOOT    EFI',  8, false",
        "BOOT.efi,         'BOOT    EFI', 16, false",
        "12345678.123,     '12345678123',  0, false",
        "Boot,             'BOOT       ',  0, true",
        "Boot.efi,         'BOOT    EFI',  0, true",
        "bootmgfw.efi.mui, 'BOOTMG~1MUI',  0, true",
        "bootmgr.efi.mui,  'BOOTMG~1MUI',  0, true",
        "kd_02_10ec.dll,   'KD_02_~1DLL',  0, true",
        "wgl4_boot.ttf,    'WGL4_B~1TTF',  0, true",
        "Microsoft,        'MICROS~1   ',  0, true",
        "de-DE,            'DE-DE      ',  0, true",
        "zh-cn,            'ZH-CN      ',  8, false",
        "a.html,           'A~1     HTM',  0, true",
        "a b,              'AB~1       ',  0, true",
        ".profile,         'PROFIL~1   ',  0, true",
        "a+b.txt,          'A_B~1   TXT',  0, true",
        "Größe,            'GR__E~1    ',  0, true",
        "a.b.c,            'AB~1    C  ',  0, true",
        "测,               '_~1        ',  0, true"
    })
    void storesNamesAsWindowsDoes(String name, String stored, int flags, boolean isLong) {
        NewName made = NewName.of(name, Set.of());
        assertThat("'" + shortName(made) + "'").isEqualTo(stored);
        assertThat(made.caseFlags()).isEqualTo(flags);
        assertThat(made.longName()).isEqualTo(isLong ? Optional.of(name) : Optional.empty());
    }

    @Test
    void noShortNameIsGivenTwice() {
        Set<Bytes> taken = new HashSet<>();
        for (int i = 0; i < 1200; i++) {
            NewName name = NewName.of("bootmgr number " + i + ".efi", taken);
            assertThat(taken.add(name.shortName())).isTrue();
            assertThat(shortName(name)).isEqualTo(("BOOTMGR".substring(0, 7 - String.valueOf(i + 1).length()) + "~" + (i + 1) + "EFI"));
        }
        NewName same = NewName.of("BOOTMG~1.EFI", taken);
        assertThat(shortName(same)).isEqualTo("BOO~1201EFI");
        assertThat(same.longName()).hasValue("BOOTMG~1.EFI");
    }

    @Test
    void aLongNameIsReadAsItWasTakenApart() throws Exception {
        for (int length = 1; length <= 255; length++) {
            String name = "ü".repeat(length);
            NewName stored = NewName.of(name, Set.of());
            byte[] bytes = new byte[(stored.entries() + 1) * 32];
            LongName.put(bytes, 0, name, stored.shortName());
            byte[] last = FatEntry.LAYOUT.blank().with(FatEntry.NAME, stored.shortName()).toArray();
            System.arraycopy(last, 0, bytes, (stored.entries() - 1) * 32, 32);
            assertThat(FolderEntry.all("fat", bytes)).singleElement().satisfies(entry -> {
                assertThat(entry.name()).isEqualTo(name);
                assertThat(entry.start()).isZero();
                assertThat(entry.at()).isEqualTo((stored.entries() - 1) * 32);
            });
        }
    }

    @Test
    void saysWhichNamesCannotBe() {
        assertThat(NewName.problem("bootmgfw.efi")).isEmpty();
        assertThat(NewName.problem("")).hasValue("has 0 characters, expected 1 to 255");
        assertThat(NewName.problem("x".repeat(256))).hasValue("has 256 characters, expected 1 to 255");
        for (String name : List.of("a:b", "a*b", "what?", "a\u0001")) {
            assertThat(NewName.problem(name)).hasValue("has a character that no name on FAT may have: \"*/:<>?\\| and those below the space");
        }
        assertThat(NewName.problem("a.")).hasValue("ends with a dot, which Windows cannot open");
        assertThat(NewName.problem("a ")).hasValue("ends with a space, which Windows cannot open");
    }
}
