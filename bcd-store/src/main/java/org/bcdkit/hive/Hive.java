package org.bcdkit.hive;

/** A registry hive as a value: what its base block says, and the tree of keys. */
public record Hive(HiveInfo info, Key root) {

    public Hive withRoot(Key root) {
        return new Hive(info, root);
    }
}
