package org.bcdkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.fetch.FetchFixture.CONTENT;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with certificates that nobody but the test signed. */
class TrustTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        makeCertificate("here", "dns:localhost");
        makeCertificate("elsewhere", "dns:elsewhere.example");
    }

    private static void makeCertificate(String name, String host) throws Exception {
        keytool("-genkeypair", "-keystore", keys.resolve(name).toString(), "-alias", name, "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + host);
        keytool("-exportcert", "-keystore", keys.resolve(name).toString(), "-alias", name, "-rfc", "-file", keys.resolve(name + ".pem").toString());
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", "changeit", "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes())).doesNotContain("Exception");
        assertThat(process.waitFor()).isZero();
    }

    private static ServerSocketFactory sockets(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name))) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private static OddServer server(String name) throws Exception {
        return OddServer.overTls(sockets(name), (request, out) -> OddServer.serve(request, out, CONTENT, "\"1\"", Integer.MAX_VALUE));
    }

    private FetchRequest request(OddServer server, Optional<Path> authorities) throws Exception {
        Connections connections = new Connections(
                Proxies.OF_JAVA, authorities.isPresent() ? Optional.of(Authorities.in(authorities.get())) : Optional.empty(), "test", 20_000);
        return new FetchRequest(FetchSource.of(server.at("/w.vhdx"), connections), folder, "w.vhdx", Optional.empty());
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        try (OddServer server = server("here")) {
            assertThatThrownBy(() -> FetchFixture.fetch(request(server, Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessageStartingWith(server.at("/w.vhdx") + ": the certificate of the server is not trusted: PKIX path building failed");
            assertThat(server.requests()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void acceptsTheAuthorityThatIsNamed() throws Exception {
        try (OddServer server = server("here")) {
            FetchPlan plan = FetchFixture.plan(request(server, Optional.of(keys.resolve("here.pem"))));
            assertThat(plan.findings()).isEmpty();
            plan.apply(FetchFixture.SHORT, new FetchFixture.Listener());
            assertThat(folder.resolve("w.vhdx")).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        try (OddServer server = server("elsewhere")) {
            assertThatThrownBy(() -> FetchFixture.fetch(request(server, Optional.of(keys.resolve("elsewhere.pem")))))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("the certificate of the server is not trusted: No subject alternative DNS name matching localhost found");
        }
    }

    @Test
    void doesNotFollowFromHttpsToHttp() throws Exception {
        try (OddServer open = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, "\"1\"", Integer.MAX_VALUE));
                OddServer secure = OddServer.overTls(
                        sockets("here"), (request, out) -> OddServer.send(out, "302 Found\nLocation: " + open.at("/w.vhdx") + "\nContent-Length: 0"))) {
            assertThatThrownBy(() -> FetchFixture.fetch(request(secure, Optional.of(keys.resolve("here.pem")))))
                    .isInstanceOf(HostException.class)
                    .hasMessage(secure.at("/w.vhdx") + " leads to " + open.at("/w.vhdx")
                            + ", where nobody vouches for what comes: from https to http is not followed");
            assertThat(open.requests()).isEmpty();
        }
    }

    @Test
    void tellsOfAFileThatHasNoCertificates() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path other = Files.writeString(folder.resolve("other.pem"), "hello");
        assertThatThrownBy(() -> Authorities.in(empty))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(empty + ": certificates at 0x0: there is none in it; expected certificates in PEM");
        assertThatThrownBy(() -> Authorities.in(other)).isInstanceOf(MalformedException.class);
    }
}
