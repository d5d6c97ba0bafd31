package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** What this thread has worked. Unlike the clock it stands still while the machine does something else, so that limits hold on a busy one too. */
public final class ProcessorTime {

    private ProcessorTime() {}

    /** From some beginning to now. */
    public static Duration now() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    public static Duration since(Duration start) {
        return now().minus(start);
    }

    /** What {@code work} gives, which has to take less than {@code limit}. */
    public static <T> T within(Duration limit, ThrowingSupplier<T> work) {
        Duration start = now();
        T result;
        try {
            result = work.get();
        } catch (Throwable e) {
            throw ProcessorTime.<RuntimeException>asItIs(e);
        }
        assertThat(since(start)).isLessThan(limit);
        return result;
    }

    /** Lets an exception pass that is not declared, as JUnit does. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
