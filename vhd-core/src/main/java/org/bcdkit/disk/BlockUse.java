package org.bcdkit.disk;

/**
 * How many blocks a dynamic or differencing disk has, and how many of them have their place in the file.
 *
 * @param blockSize payload of one block, in bytes
 * @param total blocks that the virtual size needs
 * @param allocated blocks of these that take space in the file
 */
public record BlockUse(long blockSize, long total, long allocated) {}
