package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks, before anything is started, whether another process has a port.
final class PortCheck {

    private PortCheck() {}

    /// @param wanted port → what for
    /// @throws CannotContinue naming every port that is taken
    static void requireFree(Map<Integer, String> wanted) {
        List<String> taken = new ArrayList<>();
        wanted.forEach((port, purpose) -> {
            if (!isFree(port)) {
                taken.add("%d (%s)".formatted(port, purpose));
            }
        });
        if (!taken.isEmpty()) {
            throw new CannotContinue("Another program listens on %s. Stop it, or move all ports with %s."
                    .formatted(
                            taken.size() == 1 ? "port " + taken.getFirst() : "ports " + String.join(", ", taken),
                            Ports.VARIABLE));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
