package dev.penstock.toolkit.tls;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context made from PEM files. Reads the files once, when it is built; immutable afterwards.
 *
 * <p>A file that cannot be read may be there later (a mounted secret): the failure says that building again can help. A
 * file with the wrong content is the user's to mend.
 */
public final class TlsFiles {
    private final SSLContext context;
    private final X509TrustManager trustManager;

    /**
     * Reads the files.
     *
     * @param trust certificates to trust instead of the system's; null: the system's
     * @param certificate the client's own certificate, followed by those that lead to its issuer; null: none
     * @param key its private key, PKCS #8 without a password; null exactly when {@code certificate} is
     * @throws ConnectorException when a file cannot be used
     */
    public TlsFiles(@Nullable Path trust, @Nullable Path certificate, @Nullable Path key) {
        if ((certificate == null) != (key == null)) {
            throw new ConnectorException(Failure.user(
                    "tls-half-identity", "a client certificate needs its key, and the key its certificate; set both"));
        }
        try {
            trustManager = trustManager(trust);
            context = SSLContext.getInstance("TLS");
            KeyManager[] keys = certificate == null || key == null ? null : keyManagers(certificate, key);
            context.init(keys, new TrustManager[] {trustManager}, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectorException(
                    Failure.user("tls-unusable", "the TLS files do not fit together: " + e.getMessage()), e);
        }
    }

    /** The context. */
    public SSLContext context() {
        return context;
    }

    /** What decides whom it trusts. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    private static X509TrustManager trustManager(@Nullable Path trust) throws GeneralSecurityException, IOException {
        KeyStore anchors = null;
        if (trust != null) {
            anchors = emptyStore();
            List<X509Certificate> certificates = Pem.certificates(trust);
            for (int i = 0; i < certificates.size(); i++) {
                anchors.setCertificateEntry("trust-" + i, certificates.get(i));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no X.509 trust manager");
    }

    private static KeyManager[] keyManagers(Path certificate, Path key) throws GeneralSecurityException, IOException {
        KeyStore identity = emptyStore();
        X509Certificate[] chain = Pem.certificates(certificate).toArray(new X509Certificate[0]);
        identity.setKeyEntry("identity", Pem.privateKey(key), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
