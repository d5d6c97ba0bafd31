package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DamagedStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.DiskValues;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Truncations around every structure and every flipped byte of all structures of one image of each kind. */
@Timeout(300)
class VhdxDamageTest {

    private static final int MIB = 1 << 20;
    private static final int STEP = MIB / 2;
    private static final String LINKAGE = "{" + VhdxBuilder.DATA_WRITE + "}";
    private static final Duration ANSWER = Duration.ofSeconds(1);

    enum Kind {
        DYNAMIC,
        FIXED,
        DIFFERENCING,
        DIRTY;

        VhdxBuilder image() {
            return switch (this) {
                case DYNAMIC -> VhdxBuilder.dynamic(4 * MIB, MIB).block(2, 'c').block(0, 'a');
                case FIXED -> VhdxBuilder.fixed(2 * MIB, MIB).block(1, 'b').block(0, 'a');
                case DIFFERENCING ->
                    VhdxBuilder.differencing(4 * MIB, MIB, "parent_linkage", LINKAGE, "relative_path", ".\\base.vhdx")
                            .block(2, 6, filled('c'))
                            .block(1, 7, filled('b'))
                            .bitmap(0, filled(0x5A));
                case DIRTY ->
                    VhdxBuilder.dynamic(4 * MIB, MIB)
                            .block(2, 'c')
                            .block(0, 'a')
                            .logGuid(LogEntryBuilder.GUID)
                            .bytes(
                                    VhdxBuilder.LOG,
                                    new LogEntryBuilder(1).sizes(6 * MIB, 6 * MIB).page(4 * MIB, new byte[4096]).zeros(5 * MIB, 8192).build());
            };
        }

        /** Where structures are: all bytes of the small ones, and samples of the large ones. */
        TreeSet<Integer> structures() {
            TreeSet<Integer> positions = new TreeSet<>();
            add(positions, 0, 520, 1);
            add(positions, VhdxBuilder.HEADER_1, 160, 1);
            add(positions, VhdxBuilder.HEADER_1, 4096, 61);
            add(positions, VhdxBuilder.HEADER_2, 160, 1);
            add(positions, VhdxBuilder.HEADER_2, 4096, 61);
            add(positions, VhdxBuilder.REGIONS_1, 112, 1);
            add(positions, VhdxBuilder.REGIONS_1, 65536, 1021);
            add(positions, VhdxBuilder.REGIONS_2, 112, 1);
            add(positions, VhdxBuilder.REGIONS_2, 65536, 1021);
            add(positions, VhdxBuilder.METADATA, 32 + 8 * 32, 1);
            add(positions, VhdxBuilder.METADATA + 65536, 400, 1);
            add(positions, VhdxBuilder.TABLE, 64, 1);
            add(positions, VhdxBuilder.TABLE + 8 * 4096, 8, 1);
            if (this == DIRTY) {
                add(positions, VhdxBuilder.LOG, 160, 1);
                add(positions, VhdxBuilder.LOG + 4096, 4096, 61);
            }
            return positions;
        }

        private static void add(TreeSet<Integer> positions, int start, int length, int step) {
            for (int at = start; at < start + length; at += step) {
                positions.add(at);
            }
        }

        /** Nothing protects metadata and table. Where another value is as good as the right one, it is believed. */
        boolean isProtected(int position) {
            boolean parameterFlags = position == VhdxBuilder.METADATA + 65536 + 4;
            boolean virtualSize = position >= VhdxBuilder.METADATA + 65536 + 8 && position < VhdxBuilder.METADATA + 65536 + 16;
            boolean logicalSector = position >= VhdxBuilder.METADATA + 65536 + 32 && position < VhdxBuilder.METADATA + 65536 + 36;
            boolean locator = position >= VhdxBuilder.METADATA + 65536 + 40;
            boolean table = position >= VhdxBuilder.TABLE;
            return !parameterFlags && !virtualSize && !logicalSector && !(this == DIFFERENCING && (locator || table));
        }
    }

    private static byte[] filled(int fill) {
        byte[] bytes = new byte[MIB];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    private static final class Trial {
        private final Kind kind;
        private final Storage whole;
        private final Optional<VirtualDisk> parent;
        private final DiskValues undamaged;
        private int refused;

        Trial(Kind kind) throws IOException {
            this.kind = kind;
            whole = MemoryStorage.of("image", kind.image().build());
            parent = Optional.of(DiskReading.open(VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'p').block(1, 'q').block(3, 's').build()));
            undamaged = DiskValues.of(whole, parent, STEP);
        }

        void damage(Storage damaged, boolean mustHold, String damage) {
            Duration start = ProcessorTime.now();
            try {
                DiskValues values = DiskValues.of(damaged, parent, STEP);
                if (mustHold) {
                    values.assertSameOrRemarked(undamaged, kind + " " + damage);
                }
            } catch (FormatException e) {
                assertThat(e.problem()).as(damage).isNotBlank();
                refused++;
            } catch (IOException | RuntimeException e) {
                throw new AssertionError(kind + " " + damage + ": " + e, e);
            }
            assertThat(ProcessorTime.since(start)).as(damage).isLessThan(ANSWER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void truncationsAreRefused(Kind kind) throws IOException {
        Trial trial = new Trial(kind);
        List<Long> lengths = new ArrayList<>();
        for (long border = 0; border < trial.whole.size(); border += 64 << 10) {
            for (long length = Math.max(0, border - 1); length <= border + 1; length++) {
                lengths.add(length);
            }
        }
        for (long length = 0; length < trial.whole.size(); length += 9973) {
            lengths.add(length);
        }
        lengths.add(trial.whole.size() - 1);
        for (long length : lengths) {
            trial.damage(DamagedStorage.cut(trial.whole, length), true, "cut to " + length);
        }
        assertThat(trial.refused).isEqualTo(lengths.size());
    }

    @ParameterizedTest
    @EnumSource
    void flippedBytesAreRefusedOrRemarkedOnOrChangeNothing(Kind kind) throws IOException {
        Trial trial = new Trial(kind);
        for (int mask : new int[] {0x01, 0x02, 0x04, 0x80, 0xff}) {
            for (int position : kind.structures()) {
                DamagedStorage damaged = DamagedStorage.flipped(trial.whole, position, mask);
                trial.damage(damaged, kind.isProtected(position), "byte 0x" + Integer.toHexString(position) + " ^ 0x" + Integer.toHexString(mask));
            }
        }
        assertThat(trial.refused).isGreaterThan(700);
    }

    /** The values of a structure with the right checksum may be anything. */
    @ParameterizedTest
    @EnumSource
    void flippedBytesAreAnsweredUnderRightChecksumsToo(Kind kind) throws IOException {
        Trial trial = new Trial(kind);
        for (int mask : new int[] {0x01, 0x10, 0x80, 0xff}) {
            for (int offset = 0; offset < 112; offset++) {
                for (int structure : new int[] {VhdxBuilder.HEADER_2, VhdxBuilder.REGIONS_1}) {
                    int length = structure == VhdxBuilder.HEADER_2 ? 4096 : 65536;
                    byte[] bytes = trial.whole.read(structure, length);
                    bytes[offset] ^= (byte) mask;
                    Overlay damaged = new Overlay(trial.whole);
                    damaged.write(structure, ByteBuffer.wrap(VhdxBuilder.seal(bytes)));
                    trial.damage(damaged, false, "sealed byte 0x" + Integer.toHexString(structure + offset) + " ^ 0x" + Integer.toHexString(mask));
                }
            }
        }
        assertThat(trial.refused).isGreaterThan(200);
    }
}
