package dev.penstock.connector.http;

import dev.penstock.api.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Says what it means that a request failed without a usable answer.
 *
 * <p>Where the other side was not reached or vanished, the fault is the connection's: no attempt is counted, so an outage of
 * any length costs no event. Where it took the request and then was silent or talked nonsense, the event may be the cause:
 * that counts.
 */
final class Faults {
    private Faults() {}

    static Failure failure(IOException thrown, Progress progress, String target, Duration timeout) {
        if (thrown instanceof UnknownHostException) {
            return Failure.disconnected(
                    "unknown-host", "the host of " + target + " has no address; check the url and the name service");
        }
        if (thrown instanceof SSLHandshakeException || thrown instanceof SSLPeerUnverifiedException) {
            return tls(thrown, target);
        }
        if (thrown instanceof InterruptedIOException) {
            String within = " within " + timeout.toMillis() + " ms";
            return progress.connected()
                    ? Failure.external(
                            "timeout", target + " did not answer" + within + "; raise timeout or mend the target")
                    : Failure.disconnected("connect-timeout", target + " could not be reached" + within);
        }
        if (!progress.connected()) {
            return thrown instanceof SSLException
                    ? tls(thrown, target)
                    : Failure.disconnected(
                            "connect-failed",
                            target + " could not be reached (" + reason(thrown) + "); check the url and that it runs");
        }
        if (progress.answered() || thrown instanceof ProtocolException) {
            return Failure.external("bad-response", target + " gave a broken answer (" + reason(thrown) + ")");
        }
        return thrown instanceof SSLException
                ? tls(thrown, target)
                : Failure.disconnected(
                        "connection-lost",
                        target + " closed the connection before it answered (" + reason(thrown) + ")");
    }

    private static Failure tls(IOException thrown, String target) {
        return Failure.disconnected(
                "tls-failed",
                "no secure connection to " + target + " (" + reason(thrown)
                        + "); check the certificates under tls and the host's own");
    }

    private static String reason(IOException thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return thrown.getClass().getSimpleName();
        }
        // OkHttp names the whole address, query included, after "on"
        int address = message.indexOf(" on http");
        String shown = address < 0 ? message : message.substring(0, address);
        return Answers.oneLine(shown, 200);
    }
}
