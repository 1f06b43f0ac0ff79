package dev.penstock.runtime.gateway;

import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * An address and what answers there.
 *
 * @param what for messages: {@code webhooks}, {@code administration}
 * @param address where
 * @param tls null for plain HTTP
 * @param handler answers; must handle every request
 */
public record HttpListener(String what, ListenAddress address, @Nullable TlsFiles tls, Handler handler) {}
