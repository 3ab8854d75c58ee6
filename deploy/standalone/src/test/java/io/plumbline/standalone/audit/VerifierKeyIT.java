package io.plumbline.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierKeyIT {

    @TempDir
    Path folder;

    private HttpServer governance;
    private volatile String answer = "";

    @BeforeEach
    void start() throws IOException {
        governance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        governance.createContext("/api/v1/audit/verifier-key", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        governance.start();
    }

    @AfterEach
    void stop() {
        governance.stop(0);
    }

    @Test
    void staysThatOfTheFirstStart() {
        VerifierKey key = new VerifierKey(new Home(folder).prepare());
        assertThat(key.kept()).isEmpty();

        answer = vkey(1);
        key.keepFirst(url());
        answer = vkey(2);
        key.keepFirst(url());

        assertThat(key.kept().map(NoteVerifier::vkey)).contains(vkey(1));
    }

    @Test
    void isNotKeptWhenItIsNone() {
        VerifierKey key = new VerifierKey(new Home(folder).prepare());
        answer = "<html>no key</html>";

        assertThatThrownBy(() -> key.keepFirst(url())).isInstanceOf(CannotContinue.class);
        assertThat(key.kept()).isEmpty();
    }

    private String url() {
        return "http://127.0.0.1:" + governance.getAddress().getPort();
    }

    private static String vkey(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return NoteSigner.of("plumbline.test/audit", bytes).verifier().vkey();
    }
}
