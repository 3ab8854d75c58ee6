package io.plumbline.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsIT {

    @Test
    void keepsOffPortsThatSomebodyHas() throws IOException {
        Ports free = FreePorts.find();
        assertThat(FreePorts.areFree(free)).isTrue();

        try (ServerSocket taken = new ServerSocket(free.postgres(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(FreePorts.areFree(free)).isFalse();
            assertThat(FreePorts.find()).isNotEqualTo(free);
        }
    }
}
