package io.plumbline.kit.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutwardAddressesTest {

    private final OutwardAddresses addresses = new OutwardAddresses("webhook", false, "a.setting");
    private final OutwardAddresses closed = new OutwardAddresses("webhook", true, "a.setting");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/a",
                "https://127.0.0.1/a",
                "https://10.1.2.3/",
                "https://[::1]/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://169.254.169.254/latest",
                "https://user:pass@hooks.example.com/",
                "https://hooks.example.com/#a",
                "ftp://hooks.example.com/",
                "hooks.example.com",
                "https:// /"
            })
    void refuses(String url) {
        assertThatThrownBy(() -> addresses.read(url, "/url")).isInstanceOf(ProblemException.class);
    }

    @Test
    void takesNamesAndResolvesThemOnlyToAllowedAddresses() {
        assertThat(addresses.read("https://hooks.example.com/a?b=c", "/url")).hasHost("hooks.example.com");
        assertThatThrownBy(() -> addresses.resolve("localhost"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not allowed");
    }

    @Test
    void neverTakesLinkLocalAddresses() {
        assertThat(closed.read("http://127.0.0.1:8080/a", "/url")).hasPort(8080);
        assertThatThrownBy(() -> closed.read("http://169.254.169.254/", "/url")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> closed.requireAllowed("fe80::1")).isInstanceOf(UnknownHostException.class);
    }
}
