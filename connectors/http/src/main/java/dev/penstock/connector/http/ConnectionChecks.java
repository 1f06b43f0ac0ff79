package dev.penstock.connector.http;

import dev.penstock.api.Check;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.toolkit.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Tests step by step whether an address can be reached, without a request. */
final class ConnectionChecks {
    private final String host;
    private final int port;
    private final boolean secure;
    private final @Nullable TlsFiles tls;
    private final Deadline deadline;

    ConnectionChecks(URI url, @Nullable TlsFiles tls, Deadline deadline) {
        String named = url.getHost();
        this.host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        this.secure = "https".equalsIgnoreCase(url.getScheme());
        this.port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        this.tls = tls;
        this.deadline = deadline;
    }

    /** The steps up to the first that fails. */
    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
            checks.add(Check.passed("resolve host", host + " is " + addresses[0].getHostAddress()));
        } catch (UnknownHostException e) {
            checks.add(Check.failed(
                    "resolve host",
                    Failure.disconnected(
                            "unknown-host", host + " has no address; check the url and the name service")));
            return checks;
        }
        try (Socket socket = connect(addresses)) {
            checks.add(Check.passed("connect", host + ":" + port + " accepts connections"));
            if (secure) {
                checks.add(handshake(socket));
            }
        } catch (IOException e) {
            checks.add(Check.failed(
                    "connect",
                    Failure.disconnected(
                            "connect-failed",
                            host + ":" + port + " could not be reached (" + e.getMessage()
                                    + "); check the url and that it runs")));
        }
        return checks;
    }

    private Socket connect(InetAddress[] addresses) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            Socket socket = new InterruptibleSockets().createSocket();
            try {
                socket.connect(new InetSocketAddress(address, port), millisLeft());
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private Check handshake(Socket socket) {
        SSLSocketFactory factory = tls == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : tls.context().getSocketFactory();
        try (SSLSocket layered = (SSLSocket) factory.createSocket(socket, host, port, true)) {
            SSLParameters parameters = layered.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            layered.setSSLParameters(parameters);
            layered.setSoTimeout(millisLeft());
            layered.startHandshake();
            return Check.passed("secure", layered.getSession().getProtocol() + " with a certificate that is trusted");
        } catch (IOException e) {
            return Check.failed(
                    "secure",
                    Failure.disconnected(
                            "tls-failed",
                            "no secure connection to " + host + ":" + port + " (" + e.getMessage()
                                    + "); check the certificates under tls and the host's own"));
        }
    }

    private int millisLeft() {
        return (int)
                Math.max(1, Math.min(Integer.MAX_VALUE, deadline.remaining().toMillis()));
    }
}
