package org.bcdkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.Patch;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.api.Test;

class KeptBytesTest {

    private static final byte[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8};

    private static Storage image(byte... bytes) {
        return MemoryStorage.of("image", bytes);
    }

    /** Writes over two bytes, adds two, then cuts off one. */
    private static List<RepairStep> steps() {
        RepairStep write = new RepairStep(List.of(), List.of(Patch.of(2, new byte[] {9, 9}), Patch.of(8, new byte[] {7, 7})), OptionalLong.empty());
        return List.of(write, new RepairStep(List.of(), List.of(), OptionalLong.of(9)));
    }

    private static byte[] kept() throws IOException {
        return KeptBytes.of(image(IMAGE), steps()).orElseThrow().toBytes().toArray();
    }

    private static Optional<List<RepairStep>> undo(byte... bytes) throws IOException {
        return KeptBytes.read(MemoryStorage.of("kept", kept())).undo(image(bytes));
    }

    @Test
    void everyByteBelongsToOneField() {
        for (StructLayout layout : List.of(KeptBytes.LAYOUT, KeptBytes.STEP, KeptBytes.RANGE)) {
            LayoutAssertions.assertComplete(layout);
        }
    }

    @Test
    void takesTheLastStepBackFirst() throws IOException {
        List<RepairStep> steps = undo((byte) 1, (byte) 2, (byte) 9, (byte) 9, (byte) 5, (byte) 6, (byte) 7, (byte) 8, (byte) 7).orElseThrow();
        assertThat(steps).containsExactly(
                new RepairStep(List.of(), List.of(Patch.of(9, new byte[] {7})), OptionalLong.of(10)),
                new RepairStep(List.of(), List.of(Patch.of(2, new byte[] {3, 4})), OptionalLong.of(8)));
    }

    @Test
    void takesNothingBackOfAnotherImage() throws IOException {
        assertThat(undo(IMAGE)).isEmpty();
        assertThat(undo((byte) 1, (byte) 2, (byte) 9, (byte) 8, (byte) 5, (byte) 6, (byte) 7, (byte) 8, (byte) 7)).isEmpty();
    }

    @Test
    void keepsNothingOfWhatIsTooMuch() throws IOException {
        RepairStep step = new RepairStep(List.of(), List.of(new Patch(0, 17 << 20, Optional.empty())), OptionalLong.empty());
        assertThat(KeptBytes.of(image(IMAGE), List.of(step))).isEmpty();
    }

    @Test
    void refusesEveryKeptFileThatWasChangedOrCutOff() throws IOException {
        byte[] whole = kept();
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 4;
            assertThatThrownBy(() -> KeptBytes.read(MemoryStorage.of("kept", changed))).as("byte " + i).isInstanceOf(MalformedException.class);
            byte[] cut = Arrays.copyOf(whole, i);
            assertThatThrownBy(() -> KeptBytes.read(MemoryStorage.of("kept", cut))).as("cut at " + i).isInstanceOf(MalformedException.class);
        }
    }
}
