package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bcdkit.store.ObjectId;
import org.junit.jupiter.api.Test;

class ListEditTest {

    private static final ObjectId A = ObjectId.of("aaaaaaaa-0000-11ef-8000-010203040506");
    private static final ObjectId B = ObjectId.of("bbbbbbbb-0000-11ef-8000-010203040506");
    private static final ObjectId C = ObjectId.of("cccccccc-0000-11ef-8000-010203040506");

    @Test
    void replacesTheList() {
        assertThat(ListEdit.REPLACE.apply(List.of(A, B), List.of(C, A))).containsExactly(C, A);
    }

    @Test
    void movesWhatIsThereAlreadyToTheFront() {
        assertThat(ListEdit.ADD_FIRST.apply(List.of(A, B, C), List.of(C))).containsExactly(C, A, B);
        assertThat(ListEdit.ADD_FIRST.apply(List.of(A), List.of(C, B))).containsExactly(C, B, A);
    }

    @Test
    void movesWhatIsThereAlreadyToTheEnd() {
        assertThat(ListEdit.ADD_LAST.apply(List.of(A, B, C), List.of(A))).containsExactly(B, C, A);
        assertThat(ListEdit.ADD_LAST.apply(List.of(), List.of(A, B))).containsExactly(A, B);
    }

    @Test
    void takesOutEachOccurrence() {
        assertThat(ListEdit.REMOVE.apply(List.of(A, B, A), List.of(A))).containsExactly(B);
        assertThat(ListEdit.REMOVE.apply(List.of(A), List.of(A, C))).isEmpty();
    }

    @Test
    void countsAnIdentifierThatIsGivenTwiceOnce() {
        assertThat(ListEdit.REPLACE.apply(List.of(), List.of(A, B, A))).containsExactly(A, B);
    }
}
