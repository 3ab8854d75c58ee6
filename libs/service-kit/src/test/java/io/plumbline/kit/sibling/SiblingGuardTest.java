package io.plumbline.kit.sibling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

class SiblingGuardTest {

    private Sibling governance;
    private Sibling registry;
    private Siblings siblings;
    private RestClient client;

    @BeforeEach
    void start() throws IOException {
        governance = new Sibling();
        governance.body("{\"access_token\":\"t\",\"expires_in\":300}");
        registry = new Sibling();
        siblings = siblingsAt(registry.url());
        client = siblings.rest("registry");
    }

    @AfterEach
    void stop() throws Exception {
        siblings.destroy();
        registry.close();
        governance.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Sibling.BREAK, 502, 503, 504})
    void retriesAGetAtMostTwice(int failure) {
        registry.plan(failure, failure);
        assertThat(call(HttpMethod.GET)).isEqualTo(200);
        assertThat(registry.calls()).isEqualTo(3);
        registry.plan(failure, failure, failure);
        assertThatThrownBy(() -> call(HttpMethod.GET)).isInstanceOf(ProblemException.class);
        assertThat(registry.calls()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void retriesNothingElse(String method) {
        registry.plan(Sibling.BREAK);
        assertUnavailable(catchThrowable(() -> call(HttpMethod.valueOf(method))));
        assertThat(registry.calls()).isOne();
    }

    @Test
    void passesAnErrorOfTheSiblingToTheCaller() {
        registry.plan(404);
        assertThatThrownBy(() -> call(HttpMethod.GET)).isInstanceOf(HttpClientErrorException.NotFound.class);
        assertThat(registry.calls()).isOne();
    }

    @Test
    void stopsCallingAnUnavailableSibling() {
        for (int i = 0; i < 10; i++) {
            registry.plan(503);
            assertUnavailable(catchThrowable(() -> call(HttpMethod.POST)));
        }
        assertUnavailable(catchThrowable(() -> call(HttpMethod.POST)));
        assertThat(registry.calls()).isEqualTo(10);
    }

    /// As a wait for changes may be among them.
    @Test
    void closesAgainEvenIfOneOfTheFirstCallsHangs() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            registry.plan(503);
            assertUnavailable(catchThrowable(() -> call(HttpMethod.POST)));
        }
        await("it is asked again")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> call(HttpMethod.POST) == 200);
        int before = registry.calls();
        registry.plan(Sibling.HANG);
        Thread hanging = Thread.ofVirtual().start(() -> call(HttpMethod.POST));
        await("one hangs").atMost(Duration.ofSeconds(20)).until(() -> registry.calls() > before);
        assertThat(call(HttpMethod.POST)).isEqualTo(200);
        registry.release();
        hanging.join();
    }

    @Test
    void keepsTheCauseForTheLog() {
        registry.plan(503, Sibling.BREAK);
        assertThat(catchThrowable(() -> call(HttpMethod.POST)))
                .hasRootCauseMessage("answered 503")
                .message()
                .doesNotContain("503");
        assertThat(catchThrowable(() -> call(HttpMethod.POST))).hasCauseInstanceOf(IOException.class);
    }

    private int call(HttpMethod method) {
        return client.method(method)
                .uri("/x")
                .retrieve()
                .toBodilessEntity()
                .getStatusCode()
                .value();
    }

    private static void assertUnavailable(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(RequestProblem.SIBLING_UNAVAILABLE));
    }

    private Siblings siblingsAt(URI registryUrl) {
        ServiceProperties properties = new ServiceProperties(
                "eval",
                URI.create("http://localhost"),
                Map.of("governance", governance.url(), "registry", registryUrl),
                "key",
                "key",
                null);
        ServiceTokens tokens =
                new ServiceTokens(RestClient.builder(), governance.url(), "eval", "secret", new MovedClock());
        return new Siblings(properties, tokens, RestClient::builder);
    }
}
