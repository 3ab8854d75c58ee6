package io.plumbline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.sibling.ServiceTokens;
import io.plumbline.testkit.ServiceUnderTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A service whose sibling services listen but do not answer.
@Execution(ExecutionMode.CONCURRENT)
class TimeoutsIT {

    /// For five seconds. Spring Security requests keys twice.
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    @Test
    void doesNotWaitLongForASilentGovernance() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            try (ServiceUnderTest service = ServiceUnderTest.start(
                    ProbeApplication.class,
                    "monitoring",
                    Map.of("plumbline.services.governance", url, "plumbline.security.jwks-uri", url))) {
                ServiceTokens tokens = service.bean(ServiceTokens.class);
                long start = System.nanoTime();
                assertThatThrownBy(tokens::current).isInstanceOf(ProblemException.class);
                assertThat(since(start)).isLessThan(PATIENCE);
                start = System.nanoTime();
                service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                        .get()
                        .uri("/api/v1/things")
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503);
                assertThat(since(start)).isLessThan(PATIENCE.multipliedBy(2));
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
