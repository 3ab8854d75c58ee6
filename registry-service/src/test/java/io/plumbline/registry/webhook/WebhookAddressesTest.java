package io.plumbline.registry.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressesTest {

    private final WebhookAddresses addresses = new WebhookAddresses(new WebhookProperties(false));
    private final WebhookAddresses closed = new WebhookAddresses(new WebhookProperties(true));

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
        assertThatThrownBy(() -> addresses.read(url)).isInstanceOf(ProblemException.class);
    }

    @Test
    void takesNamesAndResolvesThemOnlyToAllowedAddresses() {
        assertThat(addresses.read("https://hooks.example.com/a?b=c")).hasHost("hooks.example.com");
        assertThatThrownBy(() -> addresses.resolve("localhost"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not allowed");
    }

    @Test
    void neverTakesLinkLocalAddresses() {
        assertThat(closed.read("http://127.0.0.1:8080/a")).hasPort(8080);
        assertThatThrownBy(() -> closed.read("http://169.254.169.254/")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> closed.requireAllowed("fe80::1")).isInstanceOf(UnknownHostException.class);
    }
}
