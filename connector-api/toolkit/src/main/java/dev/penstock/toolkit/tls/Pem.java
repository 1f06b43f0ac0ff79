package dev.penstock.toolkit.tls;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468). Failures name the file and never show its content. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "Ed25519", "RSASSA-PSS");

    private Pem() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                certificates.add(certificate(file, decoded(file, block)));
            }
        }
        if (certificates.isEmpty()) {
            throw bad(file, "has no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** The private key of a file, in PKCS #8 without a password. */
    static PrivateKey privateKey(Path file) {
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return privateKey(file, decoded(file, block));
            }
            if (block.group(1).endsWith("PRIVATE KEY")) {
                throw bad(
                        file,
                        "has a key in the form '" + block.group(1)
                                + "'; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.pem");
            }
        }
        throw bad(file, "has no private key in PEM form (-----BEGIN PRIVATE KEY-----)");
    }

    private static X509Certificate certificate(Path file, byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw bad(file, "has a certificate that cannot be read");
        }
    }

    private static PrivateKey privateKey(Path file, byte[] encoded) {
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                // not of this type; perhaps of the next
            }
        }
        throw bad(file, "has a private key that is neither RSA, EC nor Ed25519");
    }

    private static byte[] decoded(Path file, Matcher block) {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw bad(file, "is damaged: what stands between BEGIN and END is not Base64");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ConnectorException(
                    Failure.resources(
                            "tls-file-unreadable",
                            "the file " + file + " cannot be read ("
                                    + e.getClass().getSimpleName() + "); check that it is there and may be read"),
                    e);
        }
    }

    /** Without a cause: messages of decoders may show what they decode. */
    private static ConnectorException bad(Path file, String what) {
        return new ConnectorException(Failure.user("tls-file-bad", "the file " + file + " " + what)); // I7
    }
}
