package io.plumbline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.kit.egress.EgressProperties;
import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.EgressProxyException;
import io.plumbline.testkit.ForwardProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls through an egress proxy that fail or are refused.
class EgressPassageTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final ForwardProxy proxy = new ForwardProxy();

    @AfterEach
    void stop() {
        proxy.close();
    }

    private int post(String url, @Nullable String user, @Nullable String password) throws IOException {
        return post(proxy.url(), url, user, password);
    }

    private static int post(String by, String url, @Nullable String user, @Nullable String password)
            throws IOException {
        EgressProxy egress = new EgressProxy(new EgressProperties(by, List.of(), user, password));
        HttpClientBuilder client = HttpClientBuilder.create().disableAutomaticRetries();
        try (CloseableHttpClient led = egress.lead(client, PATIENCE).build()) {
            return led.execute(new HttpPost(url), response -> response.getCode());
        }
    }

    private void assertRefused(String url, String reason) {
        assertThatThrownBy(() -> post(url, "jane", "s3cret"))
                .isInstanceOf(EgressProxyException.class)
                .hasMessageContainingAll(proxy.name(), reason)
                .hasMessageNotContainingAny("jane", "s3cret");
    }

    /// The port is reserved, without a listener.
    @ParameterizedTest
    @ValueSource(strings = {"https://host.example/", "http://host.example/"})
    void sayThatItIsGone(String url) throws IOException {
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String name = "127.0.0.1:" + nobody.getLocalPort();

            assertThatThrownBy(() -> post("http://" + name, url, null, null))
                    .isInstanceOf(EgressProxyException.class)
                    .hasMessageContainingAll(name, "it cannot be connected to");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host.example/", "http://host.example/"})
    void sayThatItWantsOtherCredentials(String url) {
        proxy.requires("jane", "another");

        assertRefused(url, "it answered 407");
        assertThatThrownBy(() -> post(url, null, null))
                .isInstanceOf(EgressProxyException.class)
                .hasMessageContaining("it answered 407");
        assertThat(proxy.asked()).isEmpty();
    }

    /// An answer to CONNECT never comes from the host.
    @Test
    void sayThatItReachesNotTheHost() {
        assertRefused("https://host.example/", "it answered 502");
    }

    /// Within the connection timeout, not the response timeout.
    @Test
    void waitForATunnelOnlySoLong() {
        proxy.fallSilent();

        assertRefused("https://host.example/", "no connection came about in time");
    }

    @Test
    void waitForAnAnswerAsLongAsTheyWouldWithoutIt() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext("/", exchange -> {
            try {
                assertThat(never.await(PATIENCE.toMillis() * 3, TimeUnit.MILLISECONDS))
                        .isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        slow.start();
        try {
            proxy.knows("host.example", slow.getAddress().getPort());

            assertThat(post("http://host.example/", "jane", "s3cret")).isEqualTo(200);
            assertThat(proxy.asked()).containsExactly("POST http://host.example/");
        } finally {
            slow.stop(0);
        }
    }
}
