package io.plumbline.bench.harness;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Finds ports for a stack beside running programs.
final class FreePorts {

    /// Below the ephemeral ports of systems, so that none is taken between check and use.
    private static final int FIRST_BASE = 21_000;
    private static final int LAST_BASE = 31_000;
    private static final int STEP = 100;

    private FreePorts() {}

    /// @throws CannotContinue if there are none
    static Ports find() {
        return IntStream.iterate(FIRST_BASE, base -> base <= LAST_BASE, base -> base + STEP)
                .mapToObj(Ports::new)
                .filter(FreePorts::areFree)
                .findFirst()
                .orElseThrow(() -> new CannotContinue(
                        "No ports are free for a stack between %d and %d.".formatted(FIRST_BASE, LAST_BASE + STEP)));
    }

    static boolean areFree(Ports ports) {
        return IntStream.concat(
                        Arrays.stream(Service.values()).mapToInt(ports::of),
                        IntStream.of(ports.simulator(), ports.postgres()))
                .allMatch(FreePorts::isFree);
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
