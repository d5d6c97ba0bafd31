package org.bcdkit.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.Patch;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * What the steps of a repair wrote over: enough to take it back. A file of its own beside the image: a header; for each step its sizes and ranges, each
 * with what was there; a CRC-32C of all before it.
 */
final class KeptBytes {

    /** Structures are small. What is larger is not kept. */
    private static final long MOST = 16 << 20;

    private static final int CHECKSUM = 4;

    static final StructLayout LAYOUT = StructLayout.littleEndian("kept bytes", 16);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 8, "signature", "Always `bcdkept1`.").mustBe("bcdkept1");
    static final Field<Long> STEPS = LAYOUT.u32(8, "steps", "How many steps follow.");

    static final StructLayout STEP = StructLayout.littleEndian("kept step", 24);
    static final Field<Long> SIZE_BEFORE = STEP.u64(0, "size before", "Length of the image before the step, in bytes.");
    static final Field<Long> SIZE_AFTER = STEP.u64(8, "size after", "Length of the image after the step, in bytes.");
    static final Field<Long> RANGES = STEP.u32(16, "ranges", "How many ranges follow.");

    static final StructLayout RANGE = StructLayout.littleEndian("kept range", 24);
    static final Field<Long> POSITION = RANGE.u64(0, "position", "In the image, in bytes.");
    static final Field<Long> LENGTH = RANGE.u32(8, "length", "How many bytes of what was there follow.");
    static final Field<Long> NEW_LENGTH = RANGE.u32(12, "new length", "How many bytes are there after the step.");
    static final Field<Long> NEW_CHECKSUM = RANGE.u32(16, "new checksum", "CRC-32C of these.");

    static {
        LAYOUT.reserved(12, 4);
        STEP.reserved(20, 4);
        RANGE.reserved(20, 4);
    }

    private record Range(long position, byte[] before, int lengthAfter, long checksumAfter) {}

    private record Step(long sizeBefore, long sizeAfter, List<Range> ranges) {}

    private final List<Step> steps;

    private KeptBytes(List<Step> steps) {
        this.steps = steps;
    }

    /** What {@code planned} will write over in {@code image}; empty when that is too much to keep. */
    static Optional<KeptBytes> of(Storage image, List<RepairStep> planned) throws IOException {
        RepairOutcome outcome = new RepairOutcome(image);
        List<Step> steps = new ArrayList<>();
        long left = MOST;
        for (RepairStep step : planned) {
            long sizeBefore = outcome.size();
            long sizeAfter = step.sizeAfter(sizeBefore);
            List<Patch> touched = new ArrayList<>(step.patches());
            if (sizeAfter < sizeBefore) {
                touched.add(new Patch(sizeAfter, sizeBefore - sizeAfter, Optional.empty()));
            }
            List<byte[]> before = new ArrayList<>();
            for (Patch patch : touched) {
                left -= patch.length();
                if (left < 0) {
                    return Optional.empty();
                }
                before.add(outcome.read(Math.min(patch.position(), sizeBefore), within(patch, sizeBefore)));
            }
            outcome.carryOut(step);
            List<Range> ranges = new ArrayList<>();
            for (int i = 0; i < touched.size(); i++) {
                Patch patch = touched.get(i);
                int length = within(patch, sizeAfter);
                long checksum = Checksums.CRC_32C.of(outcome.read(Math.min(patch.position(), sizeAfter), length));
                ranges.add(new Range(patch.position(), before.get(i), length, checksum));
            }
            steps.add(new Step(sizeBefore, sizeAfter, ranges));
        }
        return Optional.of(new KeptBytes(steps));
    }

    /** How much of the patch lies before the end of a file of {@code size} bytes. */
    private static int within(Patch patch, long size) {
        return (int) Math.max(0, Math.min(patch.end(), size) - patch.position());
    }

    Bytes toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, LAYOUT.blank().with(STEPS, (long) steps.size()));
        for (Step step : steps) {
            put(out, STEP.blank().with(SIZE_BEFORE, step.sizeBefore).with(SIZE_AFTER, step.sizeAfter).with(RANGES, (long) step.ranges.size()));
            for (Range range : step.ranges) {
                put(out, RANGE.blank()
                        .with(POSITION, range.position)
                        .with(LENGTH, (long) range.before.length)
                        .with(NEW_LENGTH, (long) range.lengthAfter)
                        .with(NEW_CHECKSUM, range.checksumAfter));
                out.write(range.before, 0, range.before.length);
            }
        }
        byte[] sum = new byte[CHECKSUM];
        LittleEndian.putU32(sum, 0, Checksums.CRC_32C.of(out.toByteArray()));
        out.write(sum, 0, CHECKSUM);
        return Bytes.of(out.toByteArray());
    }

    private static void put(ByteArrayOutputStream out, StructImage image) {
        byte[] bytes = image.toArray();
        out.write(bytes, 0, bytes.length);
    }

    /** @throws MalformedException when {@code kept} is not what {@link #toBytes} gave */
    static KeptBytes read(Storage kept) throws IOException {
        if (kept.size() > 2 * MOST || kept.size() < LAYOUT.size() + CHECKSUM) {
            throw new MalformedException(kept.name(), LAYOUT.name(), 0, "the file has " + kept.size() + " bytes, which no repair keeps");
        }
        byte[] all = kept.read(0, (int) kept.size());
        StructImage head = LAYOUT.read(kept.name(), 0, all);
        int end = all.length - CHECKSUM;
        long stored = LittleEndian.u32(all, end);
        if (Checksums.CRC_32C.of(Arrays.copyOf(all, end)) != stored) {
            throw new MalformedException(kept.name(), LAYOUT.name(), end, "the checksum is not that of the file: it was changed or cut off");
        }
        List<Step> steps = new ArrayList<>();
        int at = LAYOUT.size();
        for (long i = 0; i < head.get(STEPS); i++) {
            StructImage step = STEP.view(kept.name(), at, all, at);
            at += STEP.size();
            List<Range> ranges = new ArrayList<>();
            for (long j = 0; j < step.get(RANGES); j++) {
                StructImage range = RANGE.view(kept.name(), at, all, at);
                at += RANGE.size();
                if (range.get(LENGTH) > end - at) {
                    throw new MalformedException(kept.name(), RANGE.name(), at, "it has " + range.get(LENGTH) + " bytes, and " + (end - at) + " are there");
                }
                byte[] before = Arrays.copyOfRange(all, at, at + range.getInt(LENGTH));
                ranges.add(new Range(range.get(POSITION), before, range.getInt(NEW_LENGTH), range.get(NEW_CHECKSUM)));
                at += before.length;
            }
            steps.add(new Step(step.get(SIZE_BEFORE), step.get(SIZE_AFTER), ranges));
        }
        return new KeptBytes(steps);
    }

    /** The steps that take the repair back, the last one first; empty when {@code image} is not what the repair made of it. */
    Optional<List<RepairStep>> undo(Storage image) throws IOException {
        RepairOutcome outcome = new RepairOutcome(image);
        List<RepairStep> undoing = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (outcome.size() != step.sizeAfter) {
                return Optional.empty();
            }
            List<Patch> patches = new ArrayList<>();
            for (Range range : step.ranges) {
                if (range.lengthAfter > 0 && !holds(outcome, range)) {
                    return Optional.empty();
                }
                if (range.before.length > 0) {
                    patches.add(Patch.of(range.position, range.before));
                }
            }
            RepairStep back = new RepairStep(List.of(), patches, OptionalLong.of(step.sizeBefore));
            outcome.carryOut(back);
            undoing.add(back);
        }
        return Optional.of(undoing);
    }

    private static boolean holds(Storage image, Range range) throws IOException {
        boolean isInside = range.position >= 0 && range.position <= image.size() - range.lengthAfter;
        return isInside && Checksums.CRC_32C.of(image.read(range.position, range.lengthAfter)) == range.checksumAfter;
    }
}
