package org.bcdkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchValuesTest {

    private static final String SUM = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    @Test
    void readsChecksumsInDigitsOfAnyCase() {
        assertThat(Sha256.of(SUM.toUpperCase(java.util.Locale.ROOT))).contains(new Sha256(SUM));
        assertThat(Sha256.of(SUM.substring(1))).isEmpty();
        assertThat(Sha256.of("g" + SUM.substring(1))).isEmpty();
    }

    @Test
    void readsRangesAsServersTellThem() {
        assertThat(ByteRange.of("bytes 5-9/10")).contains(new ByteRange(5, 9, OptionalLong.of(10)));
        assertThat(ByteRange.of("Bytes 0-0/*")).contains(new ByteRange(0, 0, OptionalLong.empty()));
        assertThat(List.of("bytes */10", "bytes 5-9", "bytes 9-5/10", "bytes 5-10/10", "bytes -1-5/10", "lines 1-2/3", "bytes 1-2/x",
                        "bytes 99999999999999999999-99999999999999999999/*"))
                .allSatisfy(header -> assertThat(ByteRange.of(header)).as(header).isEmpty());
        assertThat(ByteRange.of(null)).isEmpty();
    }

    @Test
    void aWeakEntityTagVouchesForNothing() {
        assertThat(Validator.of("W/\"1\"", null).isKnown()).isFalse();
        assertThat(Validator.of("W/\"1\"", "then").ifRange()).contains("then");
        assertThat(Validator.of("\"1\"", "then").ifRange()).contains("\"1\"");
        assertThat(Validator.of("\"1\"", "then").contradicts(Validator.of("\"1\"", "now"))).isFalse();
        assertThat(Validator.of("\"1\"", "then").contradicts(Validator.of("\"2\"", "then"))).isTrue();
        assertThat(Validator.of(null, "then").contradicts(Validator.of("\"2\"", "now"))).isTrue();
        assertThat(Validator.NONE.contradicts(Validator.of("\"2\"", "now"))).isFalse();
    }

    @Test
    void recordsReadBackAsTheyWereWritten() throws Exception {
        for (PartRecord record : List.of(
                new PartRecord("https://host/ü", Validator.of("\"1\"", "then"), OptionalLong.of(10), 5, new Sha256(SUM)),
                new PartRecord("/a/b", Validator.NONE, OptionalLong.empty(), 0, new Sha256(SUM)))) {
            Path file = Files.write(folder.resolve("record"), record.toBytes());
            assertThat(PartRecord.isRecord(file)).isTrue();
            assertThat(PartRecord.read(file)).contains(record);
        }
    }

    @Test
    void aRecordThatWasCutShortIsOneThatSaysNothing() throws Exception {
        byte[] whole = new PartRecord("https://host/x", Validator.of("\"1\"", "then"), OptionalLong.of(10), 5, new Sha256(SUM)).toBytes();
        for (int size = 0; size < whole.length; size++) {
            Path file = Files.write(folder.resolve("record"), java.util.Arrays.copyOf(whole, size));
            assertThat(PartRecord.isRecord(file)).as("%d bytes", size).isTrue();
            assertThat(PartRecord.read(file)).as("%d bytes", size).isEmpty();
        }
    }

    @Test
    void somethingElseIsNoRecord() throws Exception {
        assertThat(PartRecord.isRecord(Files.writeString(folder.resolve("x"), "part of a play"))).isFalse();
        assertThat(PartRecord.isRecord(Files.createDirectory(folder.resolve("y")))).isFalse();
    }

    @Test
    void namesAreThoseThatWindowsCanHave() {
        assertThat(List.of("w11.vhdx", "Ünïcode 11.wim", "CONSOLE.vhd", "COM10.vhd", "a".repeat(245)))
                .allSatisfy(name -> assertThat(FetchName.problem(name)).as(name).isEmpty());
        assertThat(FetchName.problem("..")).contains("names no file");
        assertThat(FetchName.problem("")).contains("names no file");
        assertThat(List.of("a/b", "a\\b", "a:b", "a\nb", "a\u0000b", "a?", "\ufffd"))
                .allSatisfy(name -> assertThat(FetchName.problem(name)).as(name).contains("has a character that Windows does not allow in file names"));
        assertThat(FetchName.problem("a.")).contains("ends in a dot or a space, which Windows drops");
        assertThat(List.of("nul", "CON.vhdx", "com1.x.y", "LPT9"))
                .allSatisfy(name -> assertThat(FetchName.problem(name)).as(name).contains("means a device on Windows"));
        assertThat(FetchName.problem("ü".repeat(123))).contains("is longer than 245 bytes");
    }

    @Test
    void proxiesAreChosenByTheAddress() {
        InetSocketAddress plain = InetSocketAddress.createUnresolved("plain", 1);
        InetSocketAddress secure = InetSocketAddress.createUnresolved("secure", 2);
        Proxies proxies = new Proxies(Optional.of(plain), Optional.of(secure), Proxies.hosts("localhost, .example.org,*.lan"));
        assertThat(proxies.of(URI.create("http://host/x"))).contains(new Proxy(Proxy.Type.HTTP, plain));
        assertThat(proxies.of(URI.create("HTTPS://host/x"))).contains(new Proxy(Proxy.Type.HTTP, secure));
        assertThat(List.of("http://localhost/", "https://www.EXAMPLE.org/", "https://example.org/", "http://files.lan/"))
                .allSatisfy(address -> assertThat(proxies.of(URI.create(address))).as(address).contains(Proxy.NO_PROXY));
        assertThat(proxies.of(URI.create("http://notexample.org/"))).contains(new Proxy(Proxy.Type.HTTP, plain));
        assertThat(Proxies.OF_JAVA.of(URI.create("http://host/x"))).isEmpty();
        assertThat(new Proxies(Optional.of(plain), Optional.empty(), Proxies.hosts("*")).of(URI.create("http://h/"))).contains(Proxy.NO_PROXY);
    }

    @Test
    void waitsLongerEachTimeUpToHalfAMinute() {
        assertThat(List.of(1, 2, 3, 6, 7, 50)).extracting(Patience.USUAL::waitMillis).containsExactly(500L, 1000L, 2000L, 16000L, 30000L, 30000L);
    }
}
