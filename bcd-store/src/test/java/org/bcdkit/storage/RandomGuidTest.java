package org.bcdkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RandomGuidTest {

    @TempDir
    Path folder;

    @Test
    void isAnotherOneEachTime() {
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            made.add(RandomGuid.next());
        }

        assertEquals(1000, made.size());
    }

    @Test
    void saysThatItIsRandom() {
        for (int i = 0; i < 100; i++) {
            UUID guid = RandomGuid.next();

            assertEquals(4, guid.version());
            assertEquals(2, guid.variant());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void takesAllOtherBitsFromTheSource() throws IOException {
        assertEquals("00010203-0405-4607-8809-0a0b0c0d0e0f", RandomGuid.next(source(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)).toString());
        int[] ones = new int[16];
        Arrays.fill(ones, 0xFF);
        assertEquals("ffffffff-ffff-4fff-bfff-ffffffffffff", RandomGuid.next(source(ones)).toString());
    }

    @Test
    void doesWithoutASourceThatIsMissingOrEndsTooEarly() throws IOException {
        String tooShort = source(1, 2, 3);

        assertNotEquals(RandomGuid.next(tooShort), RandomGuid.next(tooShort));
        assertEquals(4, RandomGuid.next(folder.resolve("none").toString()).version());
        assertNotEquals(RandomGuid.next(folder.resolve("none").toString()), RandomGuid.next(folder.resolve("none").toString()));
    }

    private String source(int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Files.write(folder.resolve("random-" + values.length), bytes).toString();
    }
}
