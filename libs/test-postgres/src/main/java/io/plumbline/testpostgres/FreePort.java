package io.plumbline.testpostgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port of loopback for a server that has to know its own port before it starts.
///
/// It lies below the ranges from which systems take ports of outgoing connections (32768 and up on Linux, 49152
/// and up elsewhere): one of those that was free a moment ago may be some connection's own end a moment later,
/// and the server then cannot start.
public final class FreePort {

    private static final int LOWEST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    /// A port on which nobody listens, at whatever address, 20000..31999.
    ///
    /// @throws IllegalStateException when none was found
    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + BEYOND);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
