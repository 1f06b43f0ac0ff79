package dev.penstock.connector.webhook.sns;

import dev.penstock.api.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the certificates that messages are signed with, checks them, and keeps a few. Safe for several threads.
 *
 * <p>A certificate has to be valid now and made for a name of Amazon SNS. Amazon publishes it alone, without those that lead to
 * a trusted root, so that the connection it comes over, to a host of Amazon SNS, is what vouches for it; where the file holds a
 * chain, the chain has to lead to a trusted root.
 */
final class SigningCertificates {
    private static final int KEPT = 16;

    private final SnsHosts hosts;
    private final BoundedHttps https;
    private final X509TrustManager trust;
    private final InstantSource clock;
    private final Map<URI, X509Certificate> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    SigningCertificates(SnsHosts hosts, BoundedHttps https, X509TrustManager trust, InstantSource clock) {
        this.hosts = hosts;
        this.https = https;
        this.trust = trust;
        this.clock = clock;
    }

    /**
     * The key of the certificate at a URL.
     *
     * @throws NotFromSns when nothing there may sign messages
     * @throws IOException when that cannot be found out now
     */
    PublicKey key(String url, Deadline deadline) throws NotFromSns, IOException {
        URI uri = hosts.allowed("SigningCertURL", url);
        if (!String.valueOf(uri.getPath()).endsWith(".pem") || uri.getRawQuery() != null) {
            throw new NotFromSns("the SigningCertURL is not that of a certificate");
        }
        X509Certificate certificate = kept(uri);
        if (certificate == null) {
            certificate = fetched(uri, deadline);
            keep(uri, certificate);
        }
        try {
            certificate.checkValidity(now());
        } catch (CertificateException e) {
            throw new NotFromSns("the certificate at the SigningCertURL has expired or is not valid yet");
        }
        return certificate.getPublicKey();
    }

    private X509Certificate fetched(URI uri, Deadline deadline) throws NotFromSns, IOException {
        BoundedHttps.Answer answer = https.get(uri, deadline);
        if (!answer.ok()) {
            if (answer.status() >= 500) {
                throw new IOException("the SigningCertURL answered " + answer.status());
            }
            throw new NotFromSns("there is no certificate at the SigningCertURL");
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (Object each : factory.generateCertificates(
                    new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)))) {
                chain.add((X509Certificate) each);
            }
            if (chain.isEmpty() || names(chain.get(0)).stream().noneMatch(hosts::signs)) {
                throw new NotFromSns("the certificate at the SigningCertURL is not made for Amazon SNS");
            }
            if (chain.size() > 1) {
                checkChain(factory, chain);
            }
            return chain.get(0);
        } catch (GeneralSecurityException e) {
            throw new NotFromSns("what is at the SigningCertURL is not a certificate that can be trusted");
        }
    }

    private void checkChain(CertificateFactory factory, List<X509Certificate> chain) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = Arrays.stream(trust.getAcceptedIssuers())
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet());
        List<X509Certificate> path = new ArrayList<>(chain);
        // the root is trusted for being among ours, not for being in the file
        path.removeIf(each -> anchors.stream().anyMatch(anchor -> each.equals(anchor.getTrustedCert())));
        if (path.isEmpty()) {
            return;
        }
        PKIXParameters parameters = parameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(now());
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
    }

    private static PKIXParameters parameters(Set<TrustAnchor> anchors) throws InvalidAlgorithmParameterException {
        return new PKIXParameters(anchors);
    }

    private static List<String> names(X509Certificate certificate) throws CertificateException {
        List<String> names = new ArrayList<>();
        if (certificate.getSubjectAlternativeNames() != null) {
            certificate.getSubjectAlternativeNames().stream()
                    .filter(name -> name.get(0).equals(2)) // dNSName, RFC 5280
                    .forEach(name -> names.add(String.valueOf(name.get(1))));
        }
        for (String part : certificate.getSubjectX500Principal().getName().split(",", -1)) {
            if (part.startsWith("CN=")) {
                names.add(part.substring(3));
            }
        }
        return names;
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private @Nullable X509Certificate kept(URI uri) {
        synchronized (kept) {
            return kept.get(uri);
        }
    }

    private void keep(URI uri, X509Certificate certificate) {
        synchronized (kept) {
            kept.put(uri, certificate);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }
}
