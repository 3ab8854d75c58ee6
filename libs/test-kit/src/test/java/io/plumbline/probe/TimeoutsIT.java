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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

class TimeoutsIT {

    /// For five seconds. Spring Security asks for keys twice.
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
                RestTestClient caller = service.client(service.governance().userToken("team-a", Role.ML_ENGINEER));
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    Future<Duration> own = threads.submit(
                            () -> took(() -> assertThatThrownBy(tokens::current).isInstanceOf(ProblemException.class)));
                    Future<Duration> others = threads.submit(() -> took(() -> caller.get()
                            .uri("/api/v1/things")
                            .exchange()
                            .expectStatus()
                            .isEqualTo(503)));
                    assertThat(own.get()).isLessThan(PATIENCE);
                    assertThat(others.get()).isLessThan(PATIENCE.multipliedBy(2));
                }
            }
        }
    }

    private static Duration took(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
