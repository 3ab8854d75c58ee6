package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Ports;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkAddressesTest {

    @Test
    void letProvidersBePrivateOnOnesOwnMachineAlone() {
        assertThat(new NetworkAddresses(Map.of()).allowPrivateProviders()).isFalse();
        assertThat(new Ports(Ports.DEFAULT_BASE).allowPrivateProviders()).isTrue();
    }
}
