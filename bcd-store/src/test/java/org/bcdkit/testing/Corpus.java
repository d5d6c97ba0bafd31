package org.bcdkit.testing;

import java.nio.file.Path;

/** A collection of real stores, images and listings, for tests that are marked as {@link CorpusTest}. */
public final class Corpus {

    /** The environment variable that names its folder. */
    static final String VARIABLE = "BCDKIT_CORPUS";

    private Corpus() {}

    /** The folder with the collection's index. */
    public static Path folder() {
        return Path.of(System.getenv(VARIABLE)).toAbsolutePath().normalize();
    }

    /** The folder beside it with the descriptions of the formats. */
    public static Path specification() {
        return folder().resolveSibling("spec");
    }
}
