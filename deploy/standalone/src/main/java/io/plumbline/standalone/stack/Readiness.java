package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Checks whether the parts of a stack are ready for callers.
final class Readiness implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Ports ports;

    Readiness(Ports ports) {
        this.ports = ports;
    }

    /// The service's own statement.
    enum Answer {
        READY,
        NOT_READY,
        ABSENT
    }

    Answer of(Service service) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ports.internalUrl(service) + "/actuator/health/readiness"))
                .timeout(LIMIT)
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == OK ? Answer.READY : Answer.NOT_READY;
        } catch (IOException e) {
            return Answer.ABSENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.ABSENT;
        }
    }

    Answer ofSimulator() {
        return isListening(ports.simulator()) ? Answer.READY : Answer.ABSENT;
    }

    Answer ofPostgres() {
        return isListening(ports.postgres()) ? Answer.READY : Answer.ABSENT;
    }

    static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) LIMIT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
