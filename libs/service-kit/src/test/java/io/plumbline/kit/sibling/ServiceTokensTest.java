package io.plumbline.kit.sibling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

class ServiceTokensTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final MovedClock clock = new MovedClock();
    private Sibling governance;

    @BeforeEach
    void start() throws IOException {
        governance = new Sibling();
        governance.body("{\"access_token\":\"first\",\"expires_in\":300}");
    }

    @AfterEach
    void stop() {
        governance.close();
    }

    @Test
    void keepsATokenUntilHalfAMinuteBeforeItExpires() {
        ServiceTokens tokens = tokens(governance.url());
        assertThat(tokens.current()).isEqualTo("first");
        governance.body("{\"access_token\":\"second\",\"expires_in\":300}");
        clock.move(Duration.ofSeconds(269));
        assertThat(tokens.current()).isEqualTo("first");
        clock.move(Duration.ofSeconds(1));
        assertThat(tokens.current()).isEqualTo("second");
        assertThat(governance.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Sibling.BREAK, 401, 500})
    void retriesAfterARefusal(int failure) {
        ServiceTokens tokens = tokens(governance.url());
        governance.plan(failure);
        assertThatThrownBy(tokens::current).isInstanceOf(ProblemException.class).hasCauseInstanceOf(Exception.class);
        assertThat(tokens.current()).isEqualTo("first");
    }

    @Test
    void waitsForASilentGovernanceServiceAtMostOneTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ServiceTokens tokens = tokens(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
            long start = System.nanoTime();
            List<Future<Throwable>> callers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                callers.add(threads.submit(() -> catchThrowable(tokens::current)));
            }
            for (Future<Throwable> caller : callers) {
                assertThat(caller.get()).isInstanceOf(ProblemException.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.multipliedBy(5));
        }
    }

    private ServiceTokens tokens(URI url) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setReadTimeout(PATIENCE);
        return new ServiceTokens(RestClient.builder().requestFactory(requests), url, "eval", "secret", clock);
    }
}
