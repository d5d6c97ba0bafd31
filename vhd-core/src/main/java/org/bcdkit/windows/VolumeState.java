package org.bcdkit.windows;

/**
 * In what state Windows left an NTFS volume.
 *
 * @param majorVersion of NTFS: 3.1 since Windows XP
 * @param minorVersion of NTFS
 * @param dirty whether Windows will check the volume when it is next used
 * @param hibernated whether a hiberfil.sys on it holds a system that can be resumed, of fast startup too
 * @param shadowCopies whether it has shadow copies, which are snapshots
 */
public record VolumeState(int majorVersion, int minorVersion, boolean dirty, boolean hibernated, boolean shadowCopies) {}
