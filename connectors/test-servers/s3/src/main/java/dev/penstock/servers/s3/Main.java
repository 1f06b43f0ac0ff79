package dev.penstock.servers.s3;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Runs S3Proxy over a directory: {@code Main DIRECTORY PORT}; says {@code ready URL}. The bucket {@code state} is there; the
 * access key is {@code penstock}, its secret {@code penstock-secret}.
 */
public final class Main {
    private Main() {}

    /** Ends at the line {@code stop}, or at once at {@code kill} and at the end of standard input. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]).resolve("data");
        Files.createDirectories(data.resolve("state"));
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", data.toString());
        URI address = URI.create("http://127.0.0.1:" + arguments[1]);
        S3Proxy server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .endpoint(address)
                .awsAuthentication(AuthenticationType.AWS_V4, "penstock", "penstock-secret")
                .build();
        oneWriteAtATime(server);
        server.start();
        System.out.println("ready " + address);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if ("stop".equals(orders.readLine())) {
            server.stop();
        }
        Runtime.getRuntime().halt(0);
    }

    /**
     * Makes conditional writes atomic, as a service's are: S3Proxy looks at the file and then writes it, and another write
     * could come in between.
     */
    private static void oneWriteAtATime(S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(proxy);
        server.setHandler(new Handler.Wrapper(server.getHandler()) {
            private final Object turn = new Object();

            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if ("GET".equals(request.getMethod())) {
                    return super.handle(request, response, callback);
                }
                synchronized (turn) {
                    return super.handle(request, response, callback);
                }
            }
        });
    }
}
