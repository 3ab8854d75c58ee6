package io.plumbline.testpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
    @TempDir
    private Path directory;

    @Test
    void hearsAnEngineOnItsSocket() throws IOException {
        assertThat(engineThatSays("HTTP/1.0 200 OK\r\n\r\nOK")).isTrue();
    }

    @Test
    void takesNoOtherAnswerForAnEngine() throws IOException {
        assertThat(engineThatSays("HTTP/1.0 503 Service Unavailable\r\n\r\n")).isFalse();
    }

    @Test
    void doesNotWaitForASocketThatNobodyServes() {
        assertThat(DockerEngine.answers(Map.of("DOCKER_HOST", "unix://" + directory.resolve("none")), directory))
                .isFalse();
    }

    private boolean engineThatSays(String answer) throws IOException {
        Path socket = directory.resolve("docker.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> answerOnce(server, answer));
            return DockerEngine.answers(Map.of("DOCKER_HOST", "unix://" + socket), directory);
        }
    }

    private static void answerOnce(ServerSocketChannel server, String answer) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(512));
            client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
