package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.edit.VhdEntryPlanner;
import org.bcdkit.edit.VhdEntryRequest;
import org.bcdkit.edit.VhdEntryRequest.Placement;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.store.ObjectId;

/** The options that say what the entry of an image is to be like. */
final class VhdEntryOptions {

    private static final String DEVICE_FORM = "--device-form";
    private static final String PARTITION = "partition";
    private static final String LOCATE = "locate";
    private static final String LIKE = "--like";
    private static final String FIRST = "--first";
    private static final String LAST = "--last";
    private static final String DEFAULT = "--default";

    /** All of them. */
    static final List<String> NAMES = List.of(DEVICE_FORM, LIKE, FIRST, LAST, DEFAULT);

    private final Invocation invocation;
    private final Optional<HostArgument> named;
    private final boolean locate;
    private final Placement placement;
    private final Optional<FirmwareKind> firmware;

    /** @param options what was said about where the image will be started */
    VhdEntryOptions(Invocation invocation, HostOptions options) {
        this.invocation = invocation;
        this.named = options.host();
        this.locate = isLocate(invocation, named);
        this.placement = placement(invocation);
        this.firmware = options.firmware();
    }

    /** Adds them to what a command takes. */
    static Syntax describe(Syntax syntax) {
        return syntax.choice(
                        DEVICE_FORM,
                        List.of(PARTITION, LOCATE),
                        "Whether the entry names the partition, or lets the boot manager search all volumes; without it, it names what --host says.")
                .option(LIKE, "OBJECT", "The entry to take settings from; without it, the default entry, or what Windows writes into a fresh store.")
                .flag(FIRST, "Put the entry first in the menu.")
                .flag(LAST, "Put the entry last in the menu, as is done without this.")
                .flag(DEFAULT, "Let the entry start when nobody chooses.");
    }

    private static boolean isLocate(Invocation invocation, Optional<HostArgument> host) {
        boolean anywhere = host.isPresent() && host.get() instanceof HostArgument.Anywhere;
        String form = invocation.value(DEVICE_FORM).orElse(anywhere ? LOCATE : PARTITION);
        if (anywhere && form.equals(PARTITION)) {
            throw new UsageException(
                    DEVICE_FORM + " " + PARTITION + " needs a partition, and " + HostOptions.HOST + " " + LOCATE + " names none.");
        }
        return form.equals(LOCATE);
    }

    private static Placement placement(Invocation invocation) {
        if (invocation.has(FIRST) && invocation.has(LAST)) {
            throw new UsageException("An entry is placed " + FIRST + " or " + LAST + ", not both.");
        }
        return invocation.has(FIRST) ? Placement.FIRST : Placement.LAST;
    }

    /** Where the boot manager finds the image; absent for where it lies. */
    Optional<HostArgument> host() {
        return named.isEmpty() && locate ? Optional.of(new HostArgument.Anywhere()) : named;
    }

    /** Plans the entry in a store that was read. */
    VhdEntryPlan plan(StoreSnapshot snapshot, ImagePlace place, String title) throws IOException {
        Optional<ObjectId> like = invocation.value(LIKE).isPresent()
                ? Optional.of(new NamedObjects(snapshot, invocation.messages()).find(invocation.value(LIKE).get()).id())
                : Optional.empty();
        Optional<DeviceDescriptor> host = place.host();
        VhdEntryRequest request = new VhdEntryRequest(
                title, locate ? Optional.empty() : host, place.path(), like, firmware, Optional.empty(), placement, invocation.has(DEFAULT));
        ObjectId fresh = ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), new Random());
        return VhdEntryPlanner.plan(snapshot, request, fresh);
    }

    /** What is known about an image that a store starts: one that the user names starts it wherever it lies now, on another disk or as a copy. */
    static NativeBootFacts facts(Invocation invocation, NativeBootFacts facts) {
        return invocation.global().store().isPresent()
                ? facts.withHost(facts.host().withDisk(facts.host().disk().withStartElsewhere()))
                : facts;
    }
}
