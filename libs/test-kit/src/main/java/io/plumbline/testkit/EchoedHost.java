package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Requests a service's pages and API with a foreign host name in the client's request. No response may repeat
/// it, in a `Location` or elsewhere.
public final class EchoedHost {

    private static final String EVIL = "evil.example";

    /// Paths that redirect, and paths that describe their own location.
    private static final List<String> PATHS = List.of(
            "/",
            "/docs",
            "/docs/",
            "/login",
            "/logout",
            "/oauth2/authorization/plumbline",
            "/oauth2/authorize",
            "/.well-known/openid-configuration",
            "/v3/api-docs",
            "/api/v1/no-such",
            "/no-such");

    private EchoedHost() {}

    public static void check(ServiceUnderTest service) {
        for (String path : PATHS) {
            assertThat(send(service, "GET", path, "", ""))
                    .as("GET %s of another host", path)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain(EVIL);
        }
    }

    /// The complete response to a request under a foreign host name. Uses a socket, because an HTTP client sets
    /// that header itself.
    ///
    /// @param cookies as in the header
    /// @param form the encoded body
    public static String send(ServiceUnderTest service, String method, String path, String cookies, String form) {
        URI url = URI.create(service.url());
        String request = """
                %s %s HTTP/1.1\r
                Host: %s\r
                X-Forwarded-Host: %s\r
                X-Forwarded-Proto: https\r
                Forwarded: host=%s\r
                Accept: text/html, */*\r
                Cookie: %s\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s""".formatted(method, path, EVIL, EVIL, EVIL, cookies, form.length(), form);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
