package org.bcdkit.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveInfo;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.storage.Bytes;

/** Puts a changed boot store into the hive it came from. */
public final class BcdStoreWriter {

    private static final String NEW_ROOT = "NewStoreRoot";

    /** Entry of a hive, not to be deleted. */
    private static final int ROOT_FLAGS = 0x0c;

    private static final int NEW_MINOR_VERSION = 3;

    private BcdStoreWriter() {}

    /**
     * The hive with the store in it. Only keys that differ are touched: all others keep time stamp, security, flags, name and values.
     *
     * @param fileTime FILETIME for the keys that change
     */
    public static Hive update(Hive hive, BcdStore store, long fileTime) {
        return update(hive, new BcdStore(List.of(), List.of()), store, fileTime);
    }

    /**
     * The same, without a look at objects that are the very ones of {@code before}, which is what was read from {@code hive}. Mostly that is all
     * of them but one or two.
     */
    public static Hive update(Hive hive, BcdStore before, BcdStore store, long fileTime) {
        KeyMerge merge = new KeyMerge(fileTime);
        Key root = withDescription(hive.root(), store.description(), merge);
        Optional<Key> old = root.key(StoreKeys.OBJECTS);
        Key objects = old.isPresent() ? old.get() : merge.newKey(StoreKeys.OBJECTS, KeyMerge.inherited(root));
        Key changed = withObjects(objects, before.objects(), store.objects(), merge);
        if (old.isEmpty() || changed != objects) {
            root = merge.withSubkey(root, old, changed);
        }
        return root == hive.root() ? hive : hive.withRoot(root);
    }

    private static Key withDescription(Key root, List<Value> description, KeyMerge merge) {
        Optional<Key> old = root.key(StoreKeys.DESCRIPTION);
        if (old.isEmpty() && description.isEmpty()) {
            return root;
        }
        Key before = old.isPresent() ? old.get() : merge.newKey(StoreKeys.DESCRIPTION, KeyMerge.inherited(root));
        Key after = merge.withValues(before, description);
        return old.isPresent() && after == before ? root : merge.withSubkey(root, old, after);
    }

    private static Key withObjects(Key key, List<BcdObject> before, List<BcdObject> objects, KeyMerge merge) {
        Set<BcdObject> untouched = Collections.newSetFromMap(new IdentityHashMap<>());
        untouched.addAll(before);
        Map<ObjectId, BcdObject> added = new TreeMap<>();
        for (BcdObject object : objects) {
            added.put(object.id(), object);
        }
        Set<ObjectId> kept = new HashSet<>();
        List<Key> subkeys = new ArrayList<>();
        for (Key subkey : key.keys()) {
            Optional<ObjectId> id = StoreKeys.objectId(subkey.name());
            BcdObject wanted = id.isPresent() ? added.remove(id.get()) : null;
            if (wanted != null) {
                subkeys.add(untouched.contains(wanted) ? subkey : merge.merged(subkey, WantedKey.of(wanted)));
                kept.add(id.get());
            } else if (id.isEmpty() || kept.contains(id.get())) {
                subkeys.add(subkey);
            }
        }
        Bytes security = KeyMerge.inherited(key);
        for (BcdObject object : added.values()) {
            subkeys.add(newObject(object, security, merge));
        }
        return merge.changed(key, key.values(), subkeys);
    }

    /** Windows makes {@code Elements} for an object without elements too. */
    private static Key newObject(BcdObject object, Bytes security, KeyMerge merge) {
        Key elements = merge.newKey(StoreKeys.ELEMENTS, security);
        Key key = merge.newKey(object.id().toString(), security).withKeys(List.of(elements));
        return merge.merged(key, WantedKey.of(object));
    }

    /** A hive for a new store, as Windows makes it: root {@code NewStoreRoot}, version 1.3, the two security descriptors of the specification. */
    public static Hive create(BcdStore store, long fileTime) {
        return create(store, HiveExtras.NONE, fileTime);
    }

    /** The same, with keys and values that have no place in a boot store. */
    public static Hive create(BcdStore store, HiveExtras extras, long fileTime) {
        KeyMerge merge = new KeyMerge(fileTime);
        Key description = merge.newKey(StoreKeys.DESCRIPTION, StoreSecurity.OPEN);
        Key objects = merge.newKey(StoreKeys.OBJECTS, StoreSecurity.CLOSED);
        Key root = new Key(NEW_ROOT, fileTime, ROOT_FLAGS, 0, StoreSecurity.OPEN, Bytes.EMPTY, List.of(description, objects), List.of());
        HiveInfo info = new HiveInfo(NEW_MINOR_VERSION, 0, fileTime, HiveState.CLEAN, Bytes.EMPTY);
        Hive hive = update(new Hive(info, root), store, fileTime);
        return extras.isEmpty() ? hive : hive.withRoot(extras.addedTo(hive.root(), merge));
    }
}
