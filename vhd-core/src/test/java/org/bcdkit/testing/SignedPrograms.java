package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signs programs with certificates that have the names of Microsoft's: openssl makes them, osslsigncode signs. */
public final class SignedPrograms {

    private SignedPrograms() {}

    /**
     * {@code program}, signed.
     *
     * @param signer common name of the certificate that signs
     * @param authority common name of the one that issued it, which is in the signature too
     */
    public static byte[] sign(Path folder, byte[] program, String signer, String authority) throws IOException {
        Path in = Files.createTempDirectory(folder, "signed");
        Path unsigned = Files.write(in.resolve("unsigned"), program);
        Path tool = IndependentTool.require("openssl", "openssl");
        openssl(tool, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", in.resolve("ca.key").toString(), "-out", in.resolve("ca.pem").toString(),
                "-subj", "/O=Test/CN=" + authority, "-days", "30");
        openssl(tool, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", in.resolve("key").toString(), "-out", in.resolve("request").toString(),
                "-subj", "/CN=" + signer + "/O=Test");
        openssl(tool, "x509", "-req", "-in", in.resolve("request").toString(), "-CA", in.resolve("ca.pem").toString(), "-CAkey",
                in.resolve("ca.key").toString(), "-CAcreateserial", "-out", in.resolve("pem").toString(), "-days", "30");
        IndependentTool.Outcome outcome = IndependentTool.run(
                IndependentTool.require("osslsigncode", "osslsigncode"), "sign", "-certs", in.resolve("pem").toString(), "-ac",
                in.resolve("ca.pem").toString(), "-key", in.resolve("key").toString(), "-in", unsigned.toString(), "-out", in.resolve("signed").toString());
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return Files.readAllBytes(in.resolve("signed"));
    }

    private static void openssl(Path tool, String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(tool, arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }
}
