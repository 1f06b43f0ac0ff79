package dev.penstock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestServerTests {
    private static final Pattern ENDPOINT = Pattern.compile("(127\\.0\\.0\\.1|localhost):(\\d+)");

    @ParameterizedTest
    @EnumSource
    void comesBackAtItsAddressAfterAStopAndAfterAKill(TestServer.Kind kind, @TempDir Path directory)
            throws IOException {
        try (TestServer server = TestServer.start(kind, directory)) {
            String address = server.address();
            connect(address);

            server.kill();
            assertThatThrownBy(() -> connect(address)).isInstanceOf(IOException.class);
            server.start();
            assertThat(server.address()).isEqualTo(address);
            connect(address);

            server.stop();
            assertThatThrownBy(() -> connect(address)).isInstanceOf(IOException.class);
            server.start();
            connect(address);
        }
    }

    private static void connect(String address) throws IOException {
        Matcher endpoint = ENDPOINT.matcher(address);
        assertThat(endpoint.find()).as(address).isTrue();
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(endpoint.group(2))).close();
    }
}
