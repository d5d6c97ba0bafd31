package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.firmware.BootManagerEntry.Position;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.install.FirmwareEntryRequest;
import org.bcdkit.storage.HostException;

/** The firmware that is to start a system partition: this machine's when the partition is its own, or one whose variables are named. */
final class InitFirmware implements Closeable {

    static final String NO_FIRMWARE = "--no-firmware";
    static final String ADD_LAST = "--add-last";
    static final String KEEP_POSITION = "--keep-position";

    private static final String NOT_MADE = "no firmware entry is made";
    private static final String WITHOUT = "; firmware starts \\EFI\\Boot\\boot*.efi without one, and bcd firmware add makes one on the machine itself";

    private final Optional<FirmwareSource> source;
    private final Optional<FirmwareEntryRequest> request;
    private final Optional<String> reason;

    private InitFirmware(Optional<FirmwareSource> source, Optional<FirmwareEntryRequest> request, Optional<String> reason) {
        this.source = source;
        this.request = request;
        this.reason = reason;
    }

    static Syntax describe(Syntax syntax) {
        return syntax.option(
                        FirmwareSource.EFIVARS,
                        "DIR",
                        "A folder laid out like efivarfs that gets the firmware entry; without it, this machine's firmware, when the system partition is one of"
                                + " its own.")
                .flag(ADD_LAST, "Place the firmware entry last in the boot order; without it, first.")
                .flag(KEEP_POSITION, "Leave the firmware entry where it is in the boot order; a new one comes first.")
                .flag(NO_FIRMWARE, "Make no firmware entry.");
    }

    /** @param isForUefi whether UEFI is to start the partition */
    static InitFirmware open(Invocation invocation, InitTarget target, boolean isForUefi) throws IOException {
        boolean isNamed = invocation.has(FirmwareSource.EFIVARS);
        if (invocation.has(ADD_LAST) && invocation.has(KEEP_POSITION)) {
            throw new UsageException(ADD_LAST + " and " + KEEP_POSITION + " exclude each other.");
        }
        if (invocation.has(NO_FIRMWARE)) {
            if (isNamed) {
                throw new UsageException(NO_FIRMWARE + " and " + FirmwareSource.EFIVARS + " exclude each other.");
            }
            return none(Optional.empty());
        }
        if (isNamed) {
            if (!isForUefi) {
                throw new RequestException("A BIOS has no firmware entries, so " + FirmwareSource.EFIVARS + " has nothing to change.");
            }
            if (target.firmwarePartition().isEmpty()) {
                throw new RequestException("Which partition " + target.volume().name() + " is cannot be told, and a firmware entry names it. Name the disk with "
                        + InitTarget.DISK + ", or the folder where the partition itself is mounted, and run this where its disk can be read.");
            }
            return of(invocation, target.firmwarePartition().get());
        }
        if (isForUefi && target.firmwarePartition().isPresent() && target.firmwarePartition().get().isOwn()) {
            try {
                return of(invocation, target.firmwarePartition().get());
            } catch (HostException e) {
                return none(Optional.of(NOT_MADE + " (" + e.getMessage() + ")" + WITHOUT));
            }
        }
        boolean isExpected = invocation.has(ADD_LAST) || invocation.has(KEEP_POSITION);
        String option = invocation.has(ADD_LAST) ? ADD_LAST : KEEP_POSITION;
        return none(isExpected ? Optional.of(NOT_MADE + " here, so that " + option + " has nothing to place" + WITHOUT) : Optional.empty());
    }

    private static InitFirmware none(Optional<String> reason) {
        return new InitFirmware(Optional.empty(), Optional.empty(), reason);
    }

    private static InitFirmware of(Invocation invocation, FirmwarePartition partition) throws IOException {
        FirmwareSource source = FirmwareSource.open(invocation);
        try {
            Position position = invocation.has(ADD_LAST) ? Position.LAST : invocation.has(KEEP_POSITION) ? Position.KEPT : Position.FIRST;
            FirmwareEntryRequest request = new FirmwareEntryRequest(source.read(), partition.drive(), source.partitions(), position);
            return new InitFirmware(Optional.of(source), Optional.of(request), Optional.empty());
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** What is wanted of the firmware. */
    Optional<FirmwareEntryRequest> request() {
        return request;
    }

    /** Why nothing is wanted of it, where one would expect something. */
    Optional<String> reason() {
        return reason;
    }

    /** What makes {@code plan}. */
    Optional<FirmwareWrite> write(Invocation invocation, Optional<FirmwarePlan> plan) {
        return source.isPresent() && plan.isPresent() ? Optional.of(new FirmwareWrite(invocation, source.get(), plan.get())) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (source.isPresent()) {
            source.get().close();
        }
    }
}
