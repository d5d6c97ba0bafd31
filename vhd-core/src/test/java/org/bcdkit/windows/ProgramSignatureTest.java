package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.Programs;
import org.bcdkit.testing.SignedPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSignatureTest {

    @TempDir
    Path folder;

    private static Optional<ProgramSignature> read(byte[] program) throws IOException {
        return ProgramSignature.read(MemoryStorage.of("bootmgfw.efi", program));
    }

    @Test
    void saysWhoSignedAProgramAndWhoIssuedTheCertificate() throws IOException {
        byte[] signed = SignedPrograms.sign(folder, Programs.x64(folder, "10,0,22621,2506"), "Microsoft Windows", "Microsoft Windows Production PCA 2011");
        ProgramSignature signature = read(signed).orElseThrow();
        assertThat(signature).hasToString("Microsoft Windows, by Microsoft Windows Production PCA 2011");
        assertThat(signature.isOfWindows()).isTrue();
        assertThat(signature.isOf2023()).isFalse();
    }

    @Test
    void tellsTheAuthorityOf2023() throws IOException {
        byte[] signed = SignedPrograms.sign(folder, Programs.x86(folder, "10,0,22621,2506"), "Microsoft Windows", "Windows UEFI CA 2023");
        assertThat(read(signed).orElseThrow().isOf2023()).isTrue();
    }

    @Test
    void doesNotTakeForWindowsWhatMicrosoftSignedForOthers() throws IOException {
        byte[] signed =
                SignedPrograms.sign(folder, Programs.x64(folder, "1,0,0,0"), "Microsoft Windows UEFI Driver Publisher", "Microsoft Corporation UEFI CA 2011");
        assertThat(read(signed).orElseThrow().isOfWindows()).isFalse();
    }

    @Test
    void hasNothingForAProgramThatNobodySigned() throws IOException {
        assertThat(read(Programs.x64(folder, "10,0,22621,2506"))).isEmpty();
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("no program".getBytes())).isEmpty();
    }

    @Test
    void hasNothingForADamagedSignatureAndNeverFails() throws IOException {
        byte[] signed = SignedPrograms.sign(folder, Programs.x64(folder, "10,0,22621,2506"), "Microsoft Windows", "Windows UEFI CA 2023");
        int read = 0;
        for (int length = 0; length < signed.length; length += 97) {
            byte[] cut = Arrays.copyOf(signed, length);
            assertThat(read(cut)).as("cut at " + length).isEmpty();
            read++;
        }
        for (int at = signed.length - 2500; at < signed.length; at += 11) {
            byte[] damaged = signed.clone();
            damaged[at] ^= 0x55;
            read(damaged);
            read++;
        }
        assertThat(read).isGreaterThan(200);
    }
}
