package dev.penstock.function.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.function.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servlet in a container that is not ours. */
class ForeignContainerTests {
    @TempDir
    Path dir;

    @Test
    void runsInTomcat() throws Exception {
        TestPackage made = new TestPackage(dir).attempts(2);
        Path home = made.write();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectories(dir.resolve("tomcat")).toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", dir.toString());
        Wrapper servlet = Tomcat.addServlet(context, "function", new FunctionServlet());
        servlet.addInitParameter("home", home.toString());
        servlet.addInitParameter("limit", "20");
        servlet.setAsyncSupported(true);
        servlet.addMapping("/*");
        tomcat.start();
        try {
            Client client = new Client(tomcat.getConnector().getLocalPort());
            assertThat(client.event("1", "plain").statusCode()).isEqualTo(204);
            assertThat(client.binary("2", "reply", "data").headers().firstValue("ce-id"))
                    .contains("reply-2");
            assertThat(client.event("3", "reject").statusCode()).isEqualTo(422);
            assertThat(client.event("4", "retry").statusCode()).isEqualTo(503);
            assertThat(made.delivered()).containsExactly("1", "2");
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
