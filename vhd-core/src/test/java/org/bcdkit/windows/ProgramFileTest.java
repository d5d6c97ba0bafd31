package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.CountingStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramFileTest {

    private static final int HEADER_POINTER = 60;

    @TempDir
    private Path folder;

    private static Optional<ProgramFile> read(byte[] program) throws IOException {
        return ProgramFile.read(MemoryStorage.of("winload.exe", program));
    }

    private static ProgramFile program(Architecture architecture, int... version) {
        return new ProgramFile(Optional.of(architecture), Optional.of(new WindowsVersion(version[0], version[1], version[2], version[3])));
    }

    private static int header(byte[] program) {
        return LittleEndian.i32(program, HEADER_POINTER);
    }

    @Test
    void readsProgramsForX64AndX86AsPefileDoes() throws IOException {
        byte[] x64 = Programs.x64(folder, "10,0,22621,1702");
        assertThat(read(x64)).contains(program(Architecture.X64, 10, 0, 22621, 1702));
        assertThat(Programs.pefile(Files.write(folder.resolve("x64"), x64))).isEqualTo(List.of("8664", "10.0.22621.1702"));
        byte[] x86 = Programs.x86(folder, "6,1,7601,65535");
        assertThat(read(x86)).contains(program(Architecture.X86, 6, 1, 7601, 65535));
        assertThat(Programs.pefile(Files.write(folder.resolve("x86"), x86))).isEqualTo(List.of("14c", "6.1.7601.65535"));
    }

    @ParameterizedTest
    @CsvSource({"aa64, ARM64", "1c4, ARM", "8664, X64", "14c, X86", "200,", "0,"})
    void knowsTheProcessorByItsNumber(String machine, Architecture architecture) throws IOException {
        byte[] program = Programs.x64(folder, "6,2,9200,16384");
        LittleEndian.putU16(program, header(program) + 4, Integer.parseInt(machine, 16));
        ProgramFile read = read(program).orElseThrow();
        assertThat(read.architecture()).isEqualTo(Optional.ofNullable(architecture));
        assertThat(read.fileVersion()).contains(new WindowsVersion(6, 2, 9200, 16384));
        assertThat(Programs.pefile(Files.write(folder.resolve("program"), program)).get(0)).isEqualTo(machine);
    }

    @Test
    void hasNoVersionWithoutResources() throws IOException {
        byte[] program = Programs.x64(folder, "10,0,22621,1");
        // The address of the third directory, of resources.
        LittleEndian.putU32(program, header(program) + 24 + 128, 0);
        assertThat(read(program)).contains(new ProgramFile(Optional.of(Architecture.X64), Optional.empty()));
        LittleEndian.putU32(program, header(program) + 24 + 128, 0x7fff0000);
        assertThat(read(program)).contains(new ProgramFile(Optional.of(Architecture.X64), Optional.empty()));
        byte[] header = Arrays.copyOf(program, header(program) + 24);
        assertThat(read(header)).contains(new ProgramFile(Optional.of(Architecture.X64), Optional.empty()));
    }

    @Test
    void isNoProgramWithoutItsHeaders() throws IOException {
        byte[] program = Programs.x64(folder, "10,0,22621,1");
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read(new byte[100_000])).isEmpty();
        assertThat(read("MZ".getBytes())).isEmpty();
        assertThat(read(Arrays.copyOf(program, header(program) + 23))).isEmpty();
        assertThat(read(Arrays.copyOf("MZ and then nothing that is a program".getBytes(), 1000))).isEmpty();
        for (int i = 0; i < 4; i++) {
            byte[] other = program.clone();
            other[header(program) + i] ^= 1;
            assertThat(read(other)).isEmpty();
        }
        byte[] far = program.clone();
        LittleEndian.putU32(far, HEADER_POINTER, 0xfffffff0L);
        assertThat(read(far)).isEmpty();
    }

    /** As bootmgr of Windows Vista and 7 is: code for 16 bits, which jumps over its data, and then a program. */
    @ParameterizedTest
    @ValueSource(ints = {64, 5000, 65_535 - 1, 65_535, 65_536, 390_001})
    void findsTheProgramBehindTheCodeFor16Bits(int start) throws IOException {
        ByteArrayOutputStream bootManager = new ByteArrayOutputStream();
        byte[] code = Contents.random(1, start);
        code[0] = (byte) 0xe9;
        // No program starts here.
        System.arraycopy("MZMZ".getBytes(), 0, code, 20, 4);
        bootManager.writeBytes(code);
        bootManager.writeBytes(Programs.x86(folder, "6,1,7601,17514"));
        assertThat(read(bootManager.toByteArray())).contains(program(Architecture.X86, 6, 1, 7601, 17514));
    }

    @Test
    void saysNothingAboutABootManagerThatIsCompressed() throws IOException {
        byte[] bootManager = Contents.random(2, 400_000);
        bootManager[0] = (byte) 0xe9;
        assertThat(read(bootManager)).contains(new ProgramFile(Optional.empty(), Optional.empty()));
        bootManager[0] = (byte) 0xe8;
        assertThat(read(bootManager)).isEmpty();
    }

    @Test
    void readsOnlyHeadersAndVersion() throws IOException {
        byte[] program = Programs.x64(folder, "10,0,22621,1702");
        CountingStorage counted = new CountingStorage(MemoryStorage.of("winload.exe", Arrays.copyOf(program, 50 << 20)));
        assertThat(ProgramFile.read(counted)).contains(program(Architecture.X64, 10, 0, 22621, 1702));
        assertThat(counted.bytes()).isLessThan(16 << 10);
        byte[] noProgram = new byte[50 << 20];
        noProgram[0] = (byte) 0xe9;
        CountingStorage zeros = new CountingStorage(MemoryStorage.of("bootmgr", noProgram));
        assertThat(ProgramFile.read(zeros)).contains(new ProgramFile(Optional.empty(), Optional.empty()));
        assertThat(zeros.bytes()).isLessThan(3 << 20);
    }

    @Test
    void everyFlippedByteLeavesAnAnswer() throws IOException {
        byte[] program = Programs.x64(folder, "10,0,22621,1702");
        for (int mask : new int[] {0x01, 0x80, 0xff}) {
            assertThat(DamagedBytes.everyFlip(program, mask, ProgramFileTest::read)).isZero();
        }
        byte[] other = Programs.x86(folder, "6,1,7601,17514");
        assertThat(DamagedBytes.everyFlip(other, 0xff, ProgramFileTest::read)).isZero();
    }

    @Test
    void everyTruncationLeavesAnAnswer() throws IOException {
        byte[] program = Programs.x64(folder, "10,0,22621,1702");
        assertThat(DamagedBytes.everyTruncation(program, ProgramFileTest::read)).isZero();
    }
}
