package org.bcdkit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameCaseTest {

    @ParameterizedTest
    @CsvSource({
        "Windows, wINDOWS, true",
        "größe, GRÖßE, true",
        "größe, GRÖSSE, false",
        "файл, ФАЙЛ, true",
        "ı, I, false",
        "µ, Μ, false",
        "a, ab, false",
        "a, b, false",
        "'', '', true"
    })
    void comparesNamesAsWindowsDoes(String a, String b, boolean same) {
        assertThat(NameCase.same(a, b)).isEqualTo(same);
        assertThat(NameCase.same(b, a)).isEqualTo(same);
    }
}
