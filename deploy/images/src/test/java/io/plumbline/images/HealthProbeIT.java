package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthProbeIT {

    @ParameterizedTest
    @CsvSource({"200,true", "503,false", "404,false", "302,false"})
    void isHealthyOnlyIfTheAnswerIs200(int status, boolean healthy) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(HealthProbe.isHealthy(url(server.getAddress().getPort())))
                    .isEqualTo(healthy);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void isNotHealthyWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(HealthProbe.isHealthy(url(port))).isFalse();
    }

    @Test
    void isNotHealthyWhereNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            assertThat(HealthProbe.isHealthy(url(silent.getLocalPort()))).isFalse();
            assertThat(System.nanoTime() - began).isLessThan(3 * HealthProbe.LIMIT.toNanos());
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port + "/health");
    }
}
