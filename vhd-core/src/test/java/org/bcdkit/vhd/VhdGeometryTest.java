package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VhdGeometryTest {

    /** Sizes in bytes and what Virtual PC and Hyper-V store for them; the product loses the last column. */
    @ParameterizedTest
    @CsvSource({
        "1048576, 30, 4, 17, 4096",
        "3145728, 90, 4, 17, 12288",
        "1073741824, 2080, 16, 63, 262144",
        "26843545600, 52012, 16, 63, 360448",
        "34359738368, 16448, 16, 255, 524288",
        "136365211648, 65278, 16, 255, 2080768",
        "136899993600, 65535, 16, 255, 0",
        "2190433320960, 65535, 16, 255, 2053533327360"
    })
    void isRoundedDown(long size, int cylinders, int heads, int sectors, long lost) {
        VhdGeometry geometry = VhdGeometry.of(size);
        assertThat(geometry).isEqualTo(new VhdGeometry(cylinders, heads, sectors));
        assertThat(size - geometry.size()).isEqualTo(lost);
    }

    @ParameterizedTest
    @CsvSource({
        // The last size before each step and the first behind it. A product of exactly 1024 cylinders goes on to 31 sectors, whatever the heads.
        "35651072, 1023, 4, 17",
        "35651584, 140, 16, 31",
        "142605824, 1023, 16, 17",
        "142606336, 561, 16, 31",
        "260046336, 1023, 16, 31",
        "260046848, 503, 16, 63",
        "33822350848, 65534, 16, 63",
        "33822351360, 16191, 16, 255",
        "0, 0, 4, 17"
    })
    void stepsUpWhereTheSpecificationSays(long size, int cylinders, int heads, int sectors) {
        assertThat(VhdGeometry.of(size)).isEqualTo(new VhdGeometry(cylinders, heads, sectors));
    }
}
