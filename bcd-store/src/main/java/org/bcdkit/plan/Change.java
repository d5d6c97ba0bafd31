package org.bcdkit.plan;

import java.util.Optional;

/**
 * One line of a preview.
 *
 * @param subject what changes, in catalogue names, for instance {@code "{bootmgr} displayorder"}
 * @param before its value until now; absent when it is added
 * @param after its value afterwards; absent when it is deleted
 */
public record Change(Action action, String subject, Optional<String> before, Optional<String> after) {}
