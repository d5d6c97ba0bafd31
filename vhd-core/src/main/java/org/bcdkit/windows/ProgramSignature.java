package org.bcdkit.windows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Storage;

/**
 * Who signed a program, as the certificates in it say. Whether the signature is right is not looked at: the firmware does that. PE format, "The
 * Attribute Certificate Table".
 *
 * @param signer common name of the certificate that the program was signed with, {@code Microsoft Windows}
 * @param authority common name of who issued that, {@code Windows UEFI CA 2023}
 */
public record ProgramSignature(String signer, String authority) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("attribute certificate", 8);
    static final Field<Long> LENGTH = LAYOUT.u32(0, "length", "Bytes, this header included.");
    static final Field<Long> REVISION = LAYOUT.u16(4, "revision", "0x200.");
    static final Field<Long> TYPE = LAYOUT.u16(6, "type", "2: PKCS #7 signed data follows.");

    private static final int PKCS_7 = 2;
    /** Real ones have about ten kilobytes. */
    private static final int LONGEST = 1 << 20;
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String AUTHORITY_2023 = "Windows UEFI CA 2023";
    private static final String WINDOWS = "Microsoft Windows";

    /** Who signed {@code program}; empty when nobody did, or its signature cannot be read. */
    public static Optional<ProgramSignature> read(Storage program) throws IOException {
        Optional<PeHeaders> headers = PeHeaders.read(program);
        Optional<Storage> table = headers.isPresent() ? headers.get().certificates() : Optional.empty();
        if (table.isEmpty() || table.get().size() < LAYOUT.size() || table.get().size() > LONGEST) {
            return Optional.empty();
        }
        StructImage header = LAYOUT.read(table.get().name(), 0, table.get().read(0, LAYOUT.size()));
        long length = header.get(LENGTH);
        if (header.get(TYPE) != PKCS_7 || length < LAYOUT.size() || length > table.get().size()) {
            return Optional.empty();
        }
        return ofSignedData(table.get().read(LAYOUT.size(), (int) length - LAYOUT.size()));
    }

    private static Optional<ProgramSignature> ofSignedData(byte[] data) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(data))) {
                certificates.add((X509Certificate) certificate);
            }
            for (X509Certificate certificate : certificates) {
                if (!isIssuer(certificate, certificates) && !isForTimeStamps(certificate)) {
                    return Optional.of(new ProgramSignature(
                            commonName(certificate.getSubjectX500Principal().getName()), commonName(certificate.getIssuerX500Principal().getName())));
                }
            }
        } catch (CertificateException e) {
            // The same as none: nobody who checks it will find it right either.
        }
        return Optional.empty();
    }

    /** Whether it issued another one among them. */
    private static boolean isIssuer(X509Certificate certificate, List<X509Certificate> certificates) {
        for (X509Certificate other : certificates) {
            if (other != certificate && other.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForTimeStamps(X509Certificate certificate) throws CertificateParsingException {
        List<String> uses = certificate.getExtendedKeyUsage();
        return uses != null && uses.contains(TIME_STAMPING);
    }

    /** The value of CN in a name as RFC 2253 writes it; the whole name when there is none. */
    private static String commonName(String name) {
        int start = name.startsWith("CN=") ? 0 : name.indexOf(",CN=") + 1;
        if (!name.startsWith("CN=", start)) {
            return name;
        }
        StringBuilder value = new StringBuilder();
        for (int i = start + "CN=".length(); i < name.length() && name.charAt(i) != ','; i++) {
            i += name.charAt(i) == '\\' && i + 1 < name.length() ? 1 : 0;
            value.append(name.charAt(i));
        }
        return value.toString();
    }

    /** Whether Microsoft signed it as part of Windows: what it signs for others, such as shim, has another name in it. */
    public boolean isOfWindows() {
        return signer.equals(WINDOWS);
    }

    /** Whether only firmware that trusts the authority of 2023 starts it. */
    public boolean isOf2023() {
        return authority.equals(AUTHORITY_2023);
    }

    /** {@code Microsoft Windows, by Windows UEFI CA 2023}. */
    @Override
    public String toString() {
        return signer + ", by " + authority;
    }
}
