package org.bcdkit.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bcdkit.storage.MalformedException;

/** Certificate authorities that a user trusts instead of those that Java does. */
public final class Authorities {

    /** Those of a whole system take half a megabyte. */
    private static final long LARGEST = 16 << 20;

    private Authorities() {}

    /**
     * What trusts servers whose certificates come from the authorities in {@code file}, and no others.
     *
     * @param file their certificates in PEM or one in DER
     * @throws MalformedException when there is no certificate in it
     */
    public static SSLSocketFactory in(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new MalformedException(file.toString(), "certificates", 0, "the file has " + Files.size(file) + " bytes, and no list of authorities is that large");
        }
        Collection<? extends Certificate> certificates;
        try {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (CertificateException e) {
            throw none(file, e.getMessage());
        }
        if (certificates.isEmpty()) {
            throw none(file, "there is none in it");
        }
        try {
            return trusting(certificates);
        } catch (GeneralSecurityException e) {
            throw none(file, e.getMessage());
        }
    }

    private static MalformedException none(Path file, String problem) {
        return new MalformedException(file.toString(), "certificates", 0, problem + "; expected certificates in PEM, as in a file that begins with"
                + " -----BEGIN CERTIFICATE-----");
    }

    private static SSLSocketFactory trusting(Collection<? extends Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority " + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
