package org.bcdkit.edit;

import org.bcdkit.store.ObjectId;

/**
 * A plan for an entry that starts a Windows.
 *
 * @param entry the one that is there afterwards: a new one, or the one that was there already
 */
public record WindowsEntryPlan(StorePlan plan, ObjectId entry) {}
