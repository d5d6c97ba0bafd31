package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.store.ObjectId;

/**
 * A plan for an entry that starts from memory.
 *
 * @param entry the entry that is there afterwards: a new one, or the one that was there already
 * @param options the object with the options of its RAM disk
 * @param device its device
 * @param firmware what it is for; absent in a plan that is refused because that is not known
 */
public record RamdiskEntryPlan(StorePlan plan, ObjectId entry, ObjectId options, DeviceDescriptor device, Optional<FirmwareKind> firmware) {}
