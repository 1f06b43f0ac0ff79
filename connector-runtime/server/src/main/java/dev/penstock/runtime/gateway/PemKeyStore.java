package dev.penstock.runtime.gateway;

import dev.penstock.runtime.EnvironmentProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;

/** Makes a key store in memory from PEM files (RFC 7468). */
final class PemKeyStore {
    /** PKCS#8 around a PKCS#1 key: version 0, algorithm rsaEncryption without parameters (RFC 5208, RFC 8017). */
    private static final byte[] RSA_ALGORITHM = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private PemKeyStore() {}

    /** The password is empty. */
    static KeyStore load(TlsFiles files) {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(files.certificates())));
            if (chain.isEmpty()) {
                throw new EnvironmentProblem("no certificate is in the file: " + files.certificates()
                        + "; it must hold PEM blocks BEGIN CERTIFICATE");
            }
            Certificate first = chain.iterator().next();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    key(files.key(), first.getPublicKey().getAlgorithm()),
                    new char[0],
                    chain.toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new EnvironmentProblem(
                    "the TLS files cannot be used: " + files.certificates() + ", " + files.key() + " (" + e.getMessage()
                            + "); see that they are PEM and belong together",
                    e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new EnvironmentProblem("a TLS file cannot be read: " + file + "; mend its path or permissions", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws GeneralSecurityException {
        String pem = new String(read(file), StandardCharsets.US_ASCII);
        byte[] der = block(pem, "PRIVATE KEY");
        if (der.length == 0) {
            byte[] rsa = block(pem, "RSA PRIVATE KEY");
            der = rsa.length == 0 ? rsa : sequence(RSA_ALGORITHM, element(4, rsa));
        }
        if (der.length == 0) {
            // I7: says which file, never what is in it
            throw new EnvironmentProblem("no usable private key is in the file: " + file
                    + "; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEWKEY");
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static byte[] block(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        return from < 0 || to < from
                ? new byte[0]
                : Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    private static byte[] sequence(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return element(0x30, both);
    }

    private static byte[] element(int tag, byte[] content) {
        int size = content.length;
        // a key is never shorter than 128 bytes; DER wants the shortest form
        byte[] head = size < 256
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) size}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (size >> 8), (byte) size};
        byte[] all = new byte[head.length + size];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, size);
        return all;
    }
}
