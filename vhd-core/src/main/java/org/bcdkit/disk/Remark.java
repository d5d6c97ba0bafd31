package org.bcdkit.disk;

/**
 * Something odd about a disk image that can be read nevertheless.
 *
 * @param text one sentence without the file's name: what was found and what was expected
 */
public record Remark(Condition condition, String text) {}
