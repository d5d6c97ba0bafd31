package org.bcdkit.nativeboot;

/** How large the page file on the host volume will be. */
public sealed interface PageFileChoice {

    /** Windows decides, from the memory of the machine. */
    record Automatic() implements PageFileChoice {}

    /** There will be none on the host volume. */
    record None() implements PageFileChoice {}

    /** @param bytes smallest and largest size */
    record Fixed(long bytes) implements PageFileChoice {}
}
