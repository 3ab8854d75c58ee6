package io.plumbline.testpostgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Checks whether a container engine responds, with one request to a local socket and without loading
/// Testcontainers, whose own search takes seconds if there is none.
final class DockerEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private DockerEngine() {}

    static boolean answers(Map<String, String> environment, Path home) {
        return address(environment, home).filter(DockerEngine::pings).isPresent();
    }

    private static Optional<SocketAddress> address(Map<String, String> environment, Path home) {
        String host = environment.get("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            URI uri = URI.create(host);
            return "unix".equals(uri.getScheme())
                    ? Optional.of(UnixDomainSocketAddress.of(uri.getPath()))
                    : Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort()));
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "/var/run");
        return Stream.of(
                        Path.of("/var/run/docker.sock"),
                        Path.of(runtime, "docker.sock"),
                        home.resolve(".docker/run/docker.sock"))
                .filter(Files::exists)
                .findFirst()
                .map(UnixDomainSocketAddress::of);
    }

    private static boolean pings(SocketAddress address) {
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (!channel.connect(address)) {
                if (selector.select(PATIENCE.toMillis()) == 0 || !channel.finishConnect()) {
                    return false;
                }
            }
            channel.write(ByteBuffer.wrap(PING));
            selector.selectedKeys().clear();
            key.interestOps(SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(64);
            return selector.select(PATIENCE.toMillis()) > 0
                    && channel.read(answer) > 0
                    && new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).contains(" 200");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
