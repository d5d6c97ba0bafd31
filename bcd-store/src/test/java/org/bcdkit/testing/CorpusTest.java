package org.bcdkit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Marks tests on a collection of real stores, images and listings, which is not part of this repository. The environment variable
 * {@code BCDKIT_CORPUS} names its folder; where it is not set, the build leaves these tests out.
 */
@Tag("corpus")
@EnabledIfEnvironmentVariable(named = Corpus.VARIABLE, matches = ".+", disabledReason = Corpus.VARIABLE + " does not name a folder of real files")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CorpusTest {}
