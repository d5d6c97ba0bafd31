package org.bcdkit.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1L << 30;
    private static final String CLEAR = "\r\033[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now = 1_000_000;

    private ProgressLine line(ProgressLine.Style style, String title) {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now);
            }
        };
        return new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock, style, title);
    }

    private String said() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    @Test
    void writesOneLineOverOnATerminal() {
        try (ProgressLine line = line(ProgressLine.Style.TERMINAL, "Converting w.vhd")) {
            line.reached(0, 4 * GIB);
            now += 499;
            line.reached(100 * MIB, 4 * GIB);
            assertThat(said()).isEmpty();
            now += 501;
            line.reached(GIB, 4 * GIB);
            assertThat(said()).isEqualTo(CLEAR + "Converting w.vhd [#####...............] 25 %, 1 GiB of 4 GiB, 1 GiB/s, 3 s left");
            now += 199;
            line.reached(2 * GIB, 4 * GIB);
            assertThat(said()).isEmpty();
            now += 801;
            line.reached(4 * GIB, 4 * GIB);
            assertThat(said()).isEqualTo(CLEAR + "Converting w.vhd [####################] 100 %, 4 GiB of 4 GiB, 2 GiB/s, 0 s left");
        }
        assertThat(said()).isEqualTo(CLEAR);
    }

    @Test
    void writesALineEveryFiveSecondsInALog() {
        try (ProgressLine line = line(ProgressLine.Style.LOG, "Converting w.vhd")) {
            line.reached(0, 100 * GIB);
            now += 4999;
            line.reached(GIB, 100 * GIB);
            assertThat(said()).isEmpty();
            now += 1;
            line.reached(GIB, 100 * GIB);
            assertThat(said()).isEqualTo("Converting w.vhd: 1 %, 1 GiB of 100 GiB, 204.7 MiB/s, 8 min 15 s left\n");
            now += 5000;
            line.reached(GIB + 500 * MIB, 100 * GIB);
            assertThat(said()).isEqualTo("Converting w.vhd: 1 %, 1.4 GiB of 100 GiB, 152.3 MiB/s, 11 min 2 s left\n");
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        ProgressLine line = line(ProgressLine.Style.LOG, "Converting w.vhd");
        line.reached(0, 100 * GIB);
        for (int second = 1; second <= 10; second++) {
            now += 1000;
            line.reached(second * GIB, 100 * GIB);
        }
        said();
        for (int second = 1; second <= 20; second++) {
            now += 1000;
            line.reached(10 * GIB + second * MIB, 100 * GIB);
        }
        assertThat(said()).endsWith("Converting w.vhd: 10 %, 10 GiB of 100 GiB, 1 MiB/s, 25 h 35 min left\n");
    }

    @Test
    void workThatGoesOnFromWhereItStoppedIsNotFasterForThat() {
        ProgressLine line = line(ProgressLine.Style.LOG, "Fetching w.vhdx");
        line.reached(3 * GIB, 4 * GIB);
        now += 10_000;
        line.reached(3 * GIB + 100 * MIB, 4 * GIB);
        assertThat(said()).isEqualTo("Fetching w.vhdx: 77 %, 3 GiB of 4 GiB, 10 MiB/s, 1 min 33 s left\n");
    }

    @Test
    void saysNothingAboutAnEndThatIsNotKnown() {
        ProgressLine log = line(ProgressLine.Style.LOG, "Fetching w.vhdx");
        log.reached(0, 0);
        now += 10_000;
        log.reached(100 * MIB, 0);
        assertThat(said()).isEqualTo("Fetching w.vhdx: 100 MiB, 10 MiB/s\n");
        ProgressLine terminal = line(ProgressLine.Style.TERMINAL, "Fetching w.vhdx");
        terminal.reached(0, 0);
        now += 10_000;
        terminal.reached(100 * MIB, 0);
        assertThat(said()).isEqualTo(CLEAR + "Fetching w.vhdx 100 MiB, 10 MiB/s");
    }

    @Test
    void printsAnEventASecondForPrograms() throws IOException {
        ProgressLine line = line(ProgressLine.Style.JSON, "Converting \"C:\\w.vhd\"");
        line.reached(0, 4 * GIB);
        now += 1000;
        line.reached(GIB, 4 * GIB);
        String event = said();
        assertThat(event).endsWith("}\n").hasLineCount(1);
        JsonNode json = new ObjectMapper().readTree(event);
        assertThat(json.get("event").asText()).isEqualTo("progress");
        assertThat(json.get("title").asText()).isEqualTo("Converting \"C:\\w.vhd\"");
        assertThat(json.get("done").asLong()).isEqualTo(GIB);
        assertThat(json.get("total").asLong()).isEqualTo(4 * GIB);
        assertThat(json.get("bytesPerSecond").asLong()).isEqualTo(GIB);
        assertThat(json.get("secondsLeft").asLong()).isEqualTo(3);
    }

    @Test
    void anEventLeavesOutWhatIsNotKnown() {
        ProgressLine line = line(ProgressLine.Style.JSON, "Fetching w.vhdx");
        line.reached(0, 0);
        now += 1000;
        line.reached(10, 0);
        assertThat(said()).isEqualTo("{\"event\":\"progress\",\"title\":\"Fetching w.vhdx\",\"done\":10,\"bytesPerSecond\":10}\n");
    }

    @Test
    void saysNothingWhenNothingIsToBeSaid() {
        try (ProgressLine line = line(ProgressLine.Style.NONE, "Converting w.vhd")) {
            line.reached(0, GIB);
            now += 100_000;
            line.reached(GIB, GIB);
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void aClockThatGoesBackGivesNoRate() {
        ProgressLine line = line(ProgressLine.Style.LOG, "Converting w.vhd");
        line.reached(0, GIB);
        now -= 100_000;
        line.reached(MIB, GIB);
        now += 105_000;
        line.reached(2 * MIB, GIB);
        assertThat(said()).isEqualTo("Converting w.vhd: 0 %, 2 MiB of 1 GiB, 409.5 KiB/s, 42 min 36 s left\n");
    }
}
