package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckIT {

    @Test
    void namesEveryPortThatIsTakenAndTheWayOut() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket everywhere = new ServerSocket(0)) {
            Map<Integer, String> wanted =
                    Map.of(one.getLocalPort(), "gateway-service", everywhere.getLocalPort(), "Postgres");

            assertThatThrownBy(() -> PortCheck.requireFree(wanted))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("%d (gateway-service)", one.getLocalPort())
                    .hasMessageContaining("%d (Postgres)", everywhere.getLocalPort())
                    .hasMessageContaining("PLUMBLINE_PORT_BASE");
        }
    }

    @Test
    void acceptsAPortThatWasLetGo() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThatCode(() -> PortCheck.requireFree(Map.of(port, "gateway-service")))
                .doesNotThrowAnyException();
    }
}
