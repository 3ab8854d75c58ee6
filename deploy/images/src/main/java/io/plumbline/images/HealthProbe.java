package io.plumbline.images;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The health check of images that have neither a shell nor curl: exit code 0 if a GET of the URL is answered
/// with 200 within [#LIMIT], else 1. It runs every few seconds and therefore loads no HTTP client: a plain socket
/// halves the JVM's time.
public final class HealthProbe {

    static final Duration LIMIT = Duration.ofSeconds(3);

    private HealthProbe() {}

    public static void main(String[] arguments) {
        System.exit(arguments.length == 1 && isHealthy(URI.create(arguments[0])) ? 0 : 1);
    }

    static boolean isHealthy(URI url) {
        int limit = Math.toIntExact(LIMIT.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), limit);
            socket.setSoTimeout(limit);
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(url.getRawPath(), url.getRawAuthority());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return status != null && status.startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
