package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two gateways on one database, and limits that they share.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitReplicasIT {

    private final TestDatabase database = TestPostgres.create("gateway");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final Map<String, String> patience = Map.of("plumbline.gateway.limits.longest-wait", "10s");
    private RunningGateway first;
    private RunningGateway second;

    @BeforeAll
    void start() {
        first = RunningGateway.start(patience, RunningGateway.temporaryFolder(), database);
        second = RunningGateway.start(patience, RunningGateway.temporaryFolder(), database);
        first.provider("fake", provider.url());
    }

    @AfterAll
    void close() {
        first.close();
        second.close();
        provider.close();
        database.close();
    }

    @Test
    void letThroughAsManyRequestsAMinuteAsTheLimitSaysAndNotTwiceAsMany() throws InterruptedException {
        route("requests", ", \"limits\": {\"requestsPerMinute\": 120}");
        List<HttpResponse<String>> answers = call("requests", 300, 20);
        long passed =
                answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(passed).isBetween(114L, 120L);
        HttpResponse<String> refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
        assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1, 62);
        HttpResponse<String> last = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .reduce((_, next) -> next)
                .orElseThrow();
        assertThat(last.headers().firstValue("x-ratelimit-limit-requests")).contains("120");
        assertThat(Integer.parseInt(last.headers()
                        .firstValue("x-ratelimit-remaining-requests")
                        .orElseThrow()))
                .as("what is left falls")
                .isLessThan(60);
    }

    @Test
    void countTheTokensThatTheOtherHasUsed() throws InterruptedException {
        // each call uses 15 tokens, as the provider says
        route("tokens", ", \"limits\": {\"tokensPerMinute\": 600}");
        List<HttpResponse<String>> answers = call("tokens", 100, 4);
        long passed =
                answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(passed * 15).isBetween(540L, 720L);
    }

    @Test
    void letInAsManyAtOnceAsTheLimitSays() throws InterruptedException {
        route("narrow", ", \"limits\": {\"concurrency\": 6}");
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        provider.plays((_, connection) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            inFlight.decrementAndGet();
            connection.json(200, ScriptedProvider.answer("Hi."));
        });
        List<HttpResponse<String>> answers = call("narrow", 60, 30);
        provider.reset();
        assertThat(most).hasValueLessThanOrEqualTo(6);
        assertThat(most.get()).as("and not far fewer").isGreaterThanOrEqualTo(5);
        assertThat(answers).anyMatch(answer -> answer.statusCode() == 429);
        await("nothing is held for good")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(second.call(chat("narrow", "Hi", "")).statusCode())
                                .isEqualTo(200));
    }

    @Test
    void limitATeamAUserAndAModelAcrossRoutes() throws InterruptedException {
        route("one", "");
        route("two", "");
        limit("users", "{\"user\": \"u-9\"}", "{\"requestsPerMinute\": 4}");
        awaitOnSecond(chat("one", "Hi", ", \"user\": \"u-9\""), "x-ratelimit-limit-requests", "4");
        int passed = 1;
        for (int i = 0; i < 10; i++) {
            RunningGateway gateway = i % 2 == 0 ? first : second;
            String route = i % 4 < 2 ? "one" : "two";
            HttpResponse<String> answer = gateway.call(chat(route, "Hi", ", \"user\": \"u-9\""));
            passed += answer.statusCode() == 200 ? 1 : 0;
        }
        assertThat(passed).isEqualTo(4);
        assertThat(json(first.send("GET", "/api/v1/limits/users", first.admin(), ""))
                        .at("/used/requestsPerMinute")
                        .asLong())
                .isEqualTo(4);
        assertThat(first.call(chat("one", "Hi", ", \"user\": \"u-8\"")).statusCode())
                .isEqualTo(200);
        limit(
                "models",
                "{\"model\": \"m-limited\"}",
                "{\"outputTokensPerMinute\": 20, \"inputTokensPerMinute\": 1000}");
        first.route("three", "[" + variant("v", "fake", "m-limited", 1) + "]", "");
        followed("three");
        awaitOnSecond(chat("three", "Hi", ""), "x-ratelimit-limit-output-tokens", "20");
        List<HttpResponse<String>> answers = call("three", 20, 1);
        long through = 1
                + answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(through).as("5 tokens each, known when a call has ended").isBetween(4L, 5L);
    }

    private void limit(String name, String scope, String limits) {
        HttpResponse<String> made =
                first.send("PUT", "/api/v1/limits/" + name, first.admin(), """
                    {"scope": %s, "limits": %s}\
                    """.formatted(scope, limits));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(first.send("GET", "/api/v1/limits/" + name, first.admin(), ""))
                        .path("name")
                        .asString())
                .isEqualTo(name);
    }

    /// Calls at the second replica until it goes by the limit: one of the calls that the limit lets through.
    private void awaitOnSecond(String body, String header, String limit) {
        await("the other replica follows")
                .atMost(Duration.ofSeconds(20))
                .until(() -> second.call(body)
                        .headers()
                        .firstValue(header)
                        .orElse("")
                        .equals(limit));
    }

    private void route(String name, String more) {
        first.route(name, "[" + variant("v", "fake", "m", 1) + "]", more);
        followed(name);
    }

    private void followed(String name) {
        await("the other replica follows")
                .atMost(Duration.ofSeconds(20))
                .until(() -> second.send("GET", "/v1/models/" + name, second.application(), "")
                                .statusCode()
                        == 200);
    }

    private List<HttpResponse<String>> call(String route, int calls, int callers) throws InterruptedException {
        List<HttpResponse<String>> answers = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger left = new AtomicInteger(calls);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            RunningGateway gateway = i % 2 == 0 ? first : second;
            threads.add(Thread.ofVirtual().start(() -> {
                while (left.getAndDecrement() > 0) {
                    answers.add(gateway.call(chat(route, "Hi", "")));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return answers;
    }
}
