package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.bcdkit.storage.FormatException;
import org.junit.jupiter.api.Assertions;

/** Damages bytes in every place, and demands of whoever reads them an answer: quickly, and either a typed refusal or a value that holds. */
public final class DamagedBytes {

    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration ALL_ANSWERS = Duration.ofMinutes(5);

    private DamagedBytes() {}

    /** Reads bytes and checks that what came out survives being written and read again. */
    public interface Attempt {
        void on(byte[] bytes) throws Exception;
    }

    /** Every length from nothing to one byte less than whole. Returns how many were refused. */
    public static int everyTruncation(byte[] whole, Attempt attempt) {
        return all(() -> {
            int refused = 0;
            for (int length = 0; length < whole.length; length++) {
                refused += refuses(Arrays.copyOf(whole, length), attempt, "cut to " + length) ? 1 : 0;
            }
            return refused;
        });
    }

    /** Every byte in turn, with the bits of {@code mask} the other way round. Returns how many were refused. */
    public static int everyFlip(byte[] whole, int mask, Attempt attempt) {
        return all(() -> {
            int refused = 0;
            for (int i = 0; i < whole.length; i++) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) mask;
                refused += refuses(damaged, attempt, "byte 0x" + Integer.toHexString(i) + " ^ 0x" + Integer.toHexString(mask)) ? 1 : 0;
            }
            return refused;
        });
    }

    private static int all(org.junit.jupiter.api.function.ThrowingSupplier<Integer> loop) {
        return Assertions.assertTimeoutPreemptively(ALL_ANSWERS, loop);
    }

    private static boolean refuses(byte[] damaged, Attempt attempt, String damage) {
        Duration start = ProcessorTime.now();
        boolean refused = false;
        try {
            attempt.on(damaged);
        } catch (FormatException e) {
            refused = true;
            assertThat(e.problem()).as(damage).isNotBlank();
        } catch (Throwable e) {
            throw new AssertionError(damage + ": " + e, e);
        }
        assertThat(ProcessorTime.since(start)).as(damage).isLessThan(ANSWER);
        return refused;
    }
}
