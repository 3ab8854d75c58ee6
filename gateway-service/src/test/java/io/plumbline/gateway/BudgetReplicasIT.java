package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.FakeGovernance;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two gateways, each a process of its own, and one budget. A call costs between 0.012 and 0.052 dollars; it
/// reserves a little more than that. The provider counts what it has given: that is the truth.
class BudgetReplicasIT {

    private static final int CALLERS = 200;
    private static final BigDecimal AMOUNT = new BigDecimal("10.00");
    private static final BigDecimal MOST_A_CALL_RESERVES = new BigDecimal("0.07");
    private static final int INPUT = 20;
    private static final int LONGEST_ANSWER = 50;

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestDatabase database = TestPostgres.create("gateway");
    private final FakeGovernance governance = new FakeGovernance();
    private final FakeRegistry registry = new FakeRegistry();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final String admin = governance.userToken("platform", Role.PLATFORM_ADMIN);
    private final String caller = governance.userToken(TEAM, Role.APPLICATION);

    /// In millionths of a dollar: 100 for a token of input, 1,000 for one of output.
    private final AtomicLong given = new AtomicLong();

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, Integer> others = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        http.shutdownNow();
        provider.close();
        registry.close();
        governance.close();
        database.close();
    }

    /// 200 callers at once and a kill among them: a run under load.
    @Test
    @Tag("full")
    void spendsItAllAndNeverMoreThoughAReplicaIsKilledUnderLoad() throws Exception {
        provider.plays(this::answer);
        AtomicReference<GatewayProcess> first = new AtomicReference<>(start("first", "60s"));
        try (GatewayProcess second = start("second", "60s")) {
            configure(second.url());
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean mayDie = i % 2 == 0;
                callers.add(Thread.ofVirtual().start(() -> callUntilRefused(() -> mayDie ? first.get() : second)));
            }
            await("a third is spent").atMost(Duration.ofSeconds(60)).until(() -> given.get() > 3_000_000);
            first.get().kill();
            first.set(start("first", "60s"));
            for (Thread each : callers) {
                each.join();
            }
            assertThat(refused).as("each caller is refused in the end").hasValue(CALLERS);
            drain(second);
            drain(first.get());
            check(second);
        } finally {
            first.get().close();
        }
    }

    @Test
    @Tag("full")
    void freesWhatAReplicaHadLeasedThatNeverComesBack() throws Exception {
        provider.plays(this::answer);
        try (GatewayProcess first = start("first", "4s");
                GatewayProcess second = start("second", "4s")) {
            configure(second.url());
            for (int i = 0; i < 10; i++) {
                assertThat(call(first.url()).statusCode()).isEqualTo(200);
            }
            await("what was used is in the ledger")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(spent(second)).isEqualByComparingTo(truth()));
            first.kill();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(Thread.ofVirtual().start(() -> callUntilRefused(() -> second)));
            }
            for (Thread each : callers) {
                each.join();
            }
            await("the lease has expired").atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                drain(second);
                assertThat(left(second)).isLessThan(MOST_A_CALL_RESERVES);
            });
            check(second);
        }
    }

    private void check(GatewayProcess gateway) throws Exception {
        await("everything is in the ledger").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode budget = budget(gateway);
            assertThat(budget.path("reservedUsd").decimalValue())
                    .as(budget.toString())
                    .isLessThan(MOST_A_CALL_RESERVES);
        });
        BigDecimal truth = truth();
        BigDecimal spent = spent(gateway);
        System.out.printf(
                "%d calls answered, %d refused, others %s; given for %s USD, spent %s USD%n",
                answered.get(), refused.get(), others, truth, spent);
        assertThat(truth).as("what the provider has given").isLessThanOrEqualTo(AMOUNT);
        assertThat(spent).as("what the ledger says").isLessThanOrEqualTo(AMOUNT);
        assertThat(spent).as("nothing that was given is forgotten").isGreaterThanOrEqualTo(truth);
        assertThat(AMOUNT.subtract(spent))
                .as("as long as a call fits it is let in")
                .isLessThan(MOST_A_CALL_RESERVES);
    }

    /// Calls one after the other, with nothing else under way: what is left is less than a call may cost.
    private void drain(GatewayProcess gateway) throws IOException, InterruptedException {
        int misses = 0;
        while (misses < 3) {
            HttpResponse<String> answer = call(gateway.url());
            misses = answer.statusCode() == 429 ? misses + 1 : 0;
        }
    }

    private void callUntilRefused(Supplier<GatewayProcess> gateway) {
        while (true) {
            try {
                HttpResponse<String> answer = call(gateway.get().url());
                if (answer.statusCode() == 429) {
                    assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
                    assertThat(answer.headers().firstValue("retry-after")).isEmpty();
                    assertThat(JSON.readTree(answer.body()).at("/error/code").asString())
                            .isEqualTo("budget_exceeded");
                    refused.incrementAndGet();
                    return;
                }
                // 400: the guards had no time, on a machine with much to do
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 503);
                if (answer.statusCode() == 200) {
                    answered.incrementAndGet();
                } else {
                    String code = JSON.readTree(answer.body()).at("/error/code").asString();
                    others.merge(code, 1, Integer::sum);
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            } catch (IOException e) {
                // killed; or not there yet
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void answer(ScriptedProvider.Received request, ScriptedProvider.Connection connection) throws IOException {
        int most = request.body().path("max_tokens").asInt();
        assertThat(most).isEqualTo(LONGEST_ANSWER);
        int output = ThreadLocalRandom.current().nextInt(10, most + 1);
        LockSupport.parkNanos(
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 80)).toNanos());
        given.addAndGet(INPUT * 100L + output * 1_000L);
        connection.json(200, """
                {"id":"c1","object":"chat.completion","created":1,"model":"dear","choices":[{"index":0,"message":\
                {"role":"assistant","content":"Hi."},"finish_reason":"stop"}],"usage":%s}""".formatted(ScriptedProvider.usageOf(INPUT, output)));
    }

    private GatewayProcess start(String name, String leaseTime) throws IOException {
        Map<String, String> properties = new TreeMap<>();
        properties.put("plumbline.gateway.prices.rates[0].model", "dear");
        properties.put("plumbline.gateway.prices.rates[0].from", "2020-01-01");
        properties.put("plumbline.gateway.prices.rates[0].input-usd", "100");
        properties.put("plumbline.gateway.prices.rates[0].output-usd", "1000");
        properties.put("plumbline.gateway.budgets.lease-time", leaseTime);
        properties.put("plumbline.gateway.key-limits.concurrency", "1000");
        properties.put("plumbline.gateway.guards.encoder", "false");
        return new GatewayProcess(database, governance, registry, folder.resolve(name), properties);
    }

    private void configure(String url) throws IOException, InterruptedException {
        put(url + "/api/v1/providers/fake", """
                {"kind": "openai", "baseUrl": "%s"}""".formatted(provider.url()));
        put(url + "/api/v1/routes/support", """
                {"team": "%s", "environment": "DEVELOPMENT", "variants": [%s]}""".formatted(TEAM, variant("v", "fake", "dear", 1)));
        put(url + "/api/v1/budgets/team-month", """
                {"scope": {"team": "%s"}, "amountUsd": 10.00, "period": "MONTH", "action": "REJECT"}""".formatted(TEAM));
        await("both replicas know of it")
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ofSeconds(2))
                .until(() -> true);
    }

    private void put(String url, String body) throws IOException, InterruptedException {
        HttpResponse<String> made = http.send(request("PUT", url, admin, body), HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private HttpResponse<String> call(String url) throws IOException, InterruptedException {
        String body = chat("support", "Hi", ", \"max_tokens\": " + LONGEST_ANSWER);
        return http.send(
                request("POST", url + "/v1/chat/completions", caller, body), HttpResponse.BodyHandlers.ofString());
    }

    private BigDecimal truth() {
        return BigDecimal.valueOf(given.get(), 6);
    }

    private BigDecimal spent(GatewayProcess gateway) throws IOException, InterruptedException {
        return budget(gateway).path("spentUsd").decimalValue();
    }

    private BigDecimal left(GatewayProcess gateway) throws IOException, InterruptedException {
        return AMOUNT.subtract(spent(gateway));
    }

    private JsonNode budget(GatewayProcess gateway) throws IOException, InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/v1/budgets/team-month"))
                .header("Authorization", "Bearer " + admin)
                .timeout(Duration.ofSeconds(10))
                .build();
        return JSON.readTree(
                http.send(get, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static HttpRequest request(String method, String url, String token, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
