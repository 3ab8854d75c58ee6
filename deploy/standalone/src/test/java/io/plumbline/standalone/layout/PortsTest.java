package io.plumbline.standalone.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void areTheWellKnownOnesUnlessMoved() {
        Ports ports = Ports.from(Map.of());

        assertThat(ports.of(Service.GATEWAY)).isEqualTo(8080);
        assertThat(ports.of(Service.REGISTRY)).isEqualTo(8081);
        assertThat(ports.of(Service.EVAL)).isEqualTo(8082);
        assertThat(ports.of(Service.GOVERNANCE)).isEqualTo(8083);
        assertThat(ports.of(Service.MONITORING)).isEqualTo(8084);
        assertThat(ports.simulator()).isEqualTo(8089);
        assertThat(ports.postgres()).isEqualTo(8112);
    }

    @Test
    void moveTogether() {
        Ports ports = Ports.from(Map.of("PLUMBLINE_PORT_BASE", "9100"));

        assertThat(ports.of(Service.GOVERNANCE)).isEqualTo(9103);
        assertThat(ports.simulatorUrl()).isEqualTo("http://127.0.0.1:9109");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "80", "1023", "65504", "-1", "http", "8080.5", "99999999999"})
    void mustBePorts(String base) {
        assertThatThrownBy(() -> Ports.from(Map.of("PLUMBLINE_PORT_BASE", base)))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("PLUMBLINE_PORT_BASE must be a number from 1024 to 65503")
                .hasMessageContaining(base);
    }
}
