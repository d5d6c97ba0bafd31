package org.bcdkit.edit;

import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.store.ObjectId;

/**
 * A plan for a VHD entry.
 *
 * @param entry the entry that is there afterwards: a new one, or the one that was there already
 * @param device its device
 */
public record VhdEntryPlan(StorePlan plan, ObjectId entry, DeviceDescriptor device) {}
