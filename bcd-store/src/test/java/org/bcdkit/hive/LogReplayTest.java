package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Overlay;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.api.Test;

/** A hive at three moments: the logs know the later two. */
class LogReplayTest {

    private static final int START = 10;

    /** Dirty: the primary sequence number is one ahead. */
    private final byte[] dirty = store(0).sequence(START + 1, START).build();

    private final byte[] clean = store(0).sequence(START, START).build();
    private final byte[] later = store(1).build();
    private final byte[] last = store(40).build();

    private static HiveBuilder store(int more) {
        HiveBuilder builder = Hives.uefi().lastWritten(Hives.NOW);
        for (int i = 0; i < more; i++) {
            builder.root().key("Objects\\{z" + i + "}").value("data", 3, Hives.pattern(200));
        }
        return builder;
    }

    private static Key root(byte[] hive) throws IOException {
        return Hives.read(hive).root();
    }

    private byte[] bothEntries() {
        return LogBuilder.newFormat(clean, START).entry(START, clean, later).entry(START + 1, later, last).build();
    }

    private static byte[] badChecksum(byte[] hive) {
        byte[] bad = hive.clone();
        bad[508] ^= 0x10;
        return bad;
    }

    @Test
    void ignoresTheLogsOfACleanHive() throws IOException {
        Hive hive = Hives.read(clean, Hives.log(bothEntries()));
        assertThat(hive.info().state()).isEqualTo(HiveState.CLEAN);
        assertThat(hive.root()).isEqualTo(root(clean));
    }

    @Test
    void readsADirtyHiveWithoutLogsAsItIs() throws IOException {
        Hive hive = Hives.read(dirty);
        assertThat(hive.info().state()).isEqualTo(HiveState.DIRTY);
        assertThat(hive.root()).isEqualTo(root(clean));
    }

    @Test
    void appliesAllEntriesOfALog() throws IOException {
        assertThat(last.length).isGreaterThan(dirty.length);
        Hive hive = Hives.read(dirty, Hives.log(bothEntries()));
        assertThat(hive.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(hive.info().sequence()).isEqualTo(START + 1);
        assertThat(hive.root()).isEqualTo(root(last));
    }

    @Test
    void goesOnInTheNextLogWhateverTheirOrder() throws IOException {
        byte[] first = LogBuilder.newFormat(clean, START).entry(START, clean, later).build();
        byte[] second = LogBuilder.newFormat(later, START + 1).entry(START + 1, later, last).build();
        assertThat(Hives.read(dirty, Hives.log(second), Hives.log(first)).root()).isEqualTo(root(last));
        assertThat(Hives.read(dirty, Hives.log(first), Hives.log(second)).root()).isEqualTo(root(last));
    }

    @Test
    void passesOverEntriesThatTheHiveHasAlready() throws IOException {
        byte[] log = LogBuilder.newFormat(clean, START - 1).entry(START - 1, dirty, clean).entry(START, clean, later).build();
        assertThat(Hives.read(dirty, Hives.log(log)).root()).isEqualTo(root(later));
    }

    @Test
    void appliesNothingWhenTheFirstEntryIsMissing() throws IOException {
        byte[] second = LogBuilder.newFormat(later, START + 1).entry(START + 1, later, last).build();
        Hive hive = Hives.read(dirty, Hives.log(second));
        assertThat(hive.info().state()).isEqualTo(HiveState.DIRTY);
        assertThat(hive.root()).isEqualTo(root(clean));
    }

    @Test
    void stopsAtATornEntry() throws IOException {
        byte[] log = bothEntries();
        Hive hive = Hives.read(dirty, Hives.log(Arrays.copyOf(log, log.length - 512)));
        assertThat(hive.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(hive.root()).isEqualTo(root(later));
    }

    @Test
    void stopsAtAnEntryThatDoesNotMatchItsHash() throws IOException {
        byte[] log = bothEntries();
        log[log.length - 1] ^= 1;
        assertThat(Hives.read(dirty, Hives.log(log)).root()).isEqualTo(root(later));
        log[700] ^= 1;
        assertThat(Hives.read(dirty, Hives.log(log)).info().state()).isEqualTo(HiveState.DIRTY);
    }

    @Test
    void stopsWhereTheSequenceBreaks() throws IOException {
        byte[] log = LogBuilder.newFormat(clean, START).entry(START, clean, later).entry(START + 2, later, last).build();
        assertThat(Hives.read(dirty, Hives.log(log)).root()).isEqualTo(root(later));
    }

    @Test
    void passesOverALogThatIsLongerThanAnyOfWindows() throws IOException {
        Overlay log = new Overlay(Hives.log(bothEntries()));
        log.write(256 << 20, ByteBuffer.allocate(1));
        assertThat(Hives.read(dirty, log).info().state()).isEqualTo(HiveState.DIRTY);
    }

    @Test
    void passesOverLogsThatAreEmptyOrSomethingElse() throws IOException {
        Hive hive = Hives.read(dirty, Hives.log(new byte[0]), Hives.log(new byte[4096]), Hives.log(last), Hives.log(bothEntries()));
        assertThat(hive.root()).isEqualTo(root(last));
    }

    @Test
    void refusesPagesOutsideTheHive() throws IOException {
        byte[] log = LogBuilder.newFormat(clean, START).entry(START, clean, later).build();
        ByteBuffer entry = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(512 + 40, 0x7ffff000);
        entry.putLong(512 + 24, Marvin32.of(Hives.log(log), 512 + 40, log.length - 512 - 40));
        entry.putLong(512 + 32, Marvin32.of(Hives.log(log), 512, 32));
        assertThat(Hives.read(dirty, Hives.log(log)).info().state()).isEqualTo(HiveState.DIRTY);
    }

    @Test
    void takesTheBaseBlockOfTheLogWhenThatOfTheHiveIsDamaged() throws IOException {
        Hive hive = Hives.read(badChecksum(dirty), Hives.log(bothEntries()));
        assertThat(hive.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(hive.info().sequence()).isEqualTo(START + 1);
        assertThat(hive.root()).isEqualTo(root(last));
    }

    @Test
    void refusesADamagedBaseBlockWithOnlyALogOlderThanTheHive() {
        byte[] log = LogBuilder.newFormat(clean, START - 5).entry(START - 5, clean, later).build();
        assertThatThrownBy(() -> Hives.read(badChecksum(dirty), Hives.log(log)))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("BCD: base block at 0x1fc: checksum is 0x")
                .hasMessageContaining(", computed 0x");
    }

    @Test
    void appliesALogOfTheOldFormat() throws IOException {
        Hive hive = Hives.read(dirty, Hives.log(LogBuilder.oldFormat(clean, last, START + 1)));
        assertThat(hive.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(hive.info().sequence()).isEqualTo(START + 1);
        assertThat(hive.root()).isEqualTo(root(last));
    }

    @Test
    void passesOverAnOldLogOfAnotherTimeOrSequence() throws IOException {
        byte[] otherTime = store(1).lastWritten(Hives.NOW + 1).build();
        assertThat(Hives.read(dirty, Hives.log(LogBuilder.oldFormat(clean, otherTime, START + 1))).info().state()).isEqualTo(HiveState.DIRTY);
        assertThat(Hives.read(dirty, Hives.log(LogBuilder.oldFormat(clean, last, START))).info().state()).isEqualTo(HiveState.DIRTY);
    }

    @Test
    void passesOverATornOldLog() throws IOException {
        byte[] log = LogBuilder.oldFormat(clean, last, START + 1);
        assertThat(Hives.read(dirty, Hives.log(Arrays.copyOf(log, log.length - 1))).info().state()).isEqualTo(HiveState.DIRTY);
        log[512] = 'X';
        assertThat(Hives.read(dirty, Hives.log(log)).info().state()).isEqualTo(HiveState.DIRTY);
    }

    @Test
    void knowsAnOldLogByTheTimeInTheFirstBinWhenTheBaseBlockIsDamaged() throws IOException {
        byte[] log = LogBuilder.oldFormat(clean, last, START + 1);
        assertThat(Hives.read(badChecksum(dirty), Hives.log(log)).root()).isEqualTo(root(last));
        byte[] otherTime = badChecksum(dirty);
        otherTime[4096 + 20] ^= 1;
        assertThatThrownBy(() -> Hives.read(otherTime, Hives.log(log))).isInstanceOf(MalformedException.class).hasMessageContaining("checksum");
    }

    @Test
    void everyDamageToANewLogLeavesTheHiveAsItWasOrMakesItWhole() throws IOException {
        byte[] log = LogBuilder.newFormat(clean, START).entry(START, clean, later).build();
        Key was = root(clean);
        Key whole = root(later);
        DamagedBytes.Attempt attempt = damaged -> {
            Hive hive = Hives.read(dirty, Hives.log(damaged));
            assertThat(hive.root()).isEqualTo(hive.info().state() == HiveState.RECOVERED ? whole : was);
        };
        assertThat(DamagedBytes.everyFlip(log, 0x04, attempt)).isZero();
        assertThat(DamagedBytes.everyTruncation(log, attempt)).isZero();
    }

    @Test
    void everyDamageToAnOldLogIsRefusedOrReadAsAValueThatHolds() throws IOException {
        byte[] log = LogBuilder.oldFormat(clean, later, START + 1);
        DamagedBytes.Attempt attempt = damaged -> {
            Bytes written = HiveWriter.write(Hives.read(dirty, Hives.log(damaged)), Hives.NOW);
            assertThat(written.size()).isPositive();
        };
        assertThat(DamagedBytes.everyFlip(log, 0x04, attempt)).isPositive();
        Key was = root(clean);
        assertThat(DamagedBytes.everyTruncation(log, damaged -> assertThat(Hives.read(dirty, Hives.log(damaged)).root()).isEqualTo(was))).isZero();
    }
}
