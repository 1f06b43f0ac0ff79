package dev.penstock.runtime.gateway;

import java.nio.file.Path;

/**
 * What the server shows its clients, as PEM files.
 *
 * @param certificates its certificate, then those that lead to the root
 * @param key the private key of the first, PKCS#8 or PKCS#1, not encrypted
 */
public record TlsFiles(Path certificates, Path key) {}
