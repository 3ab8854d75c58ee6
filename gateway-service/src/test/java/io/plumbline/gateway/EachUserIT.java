package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Budgets and limits that each user has, on two replicas. A token of output costs a cent; a call gives
/// ten of them and is asked for no more, so it reserves and costs 10 cents.
class EachUserIT {

    private static final int CALLERS = 20;
    private static final BigDecimal AMOUNT = new BigDecimal("2");
    private static final int CALLS_EACH = 20;
    private static final List<String> USERS = List.of("ada", "ben", "cleo", "dora");

    private static ScriptedProvider provider;
    private static RunningGateway first;
    private static RunningGateway second;

    @BeforeAll
    static void start() {
        TestDatabase database = TestPostgres.create("gateway");
        provider = new ScriptedProvider();
        Map<String, String> properties = Map.of(
                "plumbline.gateway.guards.encoder", "false",
                "plumbline.gateway.budgets.longest-wait", "20s",
                "plumbline.gateway.limits.longest-wait", "10s");
        first = RunningGateway.start(properties, RunningGateway.temporaryFolder(), database);
        second = RunningGateway.start(properties, RunningGateway.temporaryFolder(), database);
        first.provider("fake", provider.url());
        provider.plays((_, connection) -> connection.json(200, """
                {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                {"role":"assistant","content":"Hi."},"finish_reason":"stop"}],"usage":%s}""".formatted(ScriptedProvider.usageOf(10, 10))));
        first.route("spent", "[" + variant("v", "fake", "cents", 1) + "]", "");
        first.route("limited", "[" + variant("v", "fake", "cents", 1) + "]", "");
        put("prices/cents", """
                {"model": "cents", "validFrom": "2026-01-01", "rates": {"inputUsd": 0, "outputUsd": 10000}}""");
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        provider.close();
    }

    @Test
    void spendAllThatEachHasAndNeverMoreWhoeverElseSpends() throws InterruptedException {
        put("budgets/each-month", """
                {"scope": {"team": "%s", "route": "spent", "user": "*"}, "amountUsd": %s, "period": "MONTH",
                 "action": "REJECT"}""".formatted(TEAM, AMOUNT));
        awaitOnSecond("spent", "newcomer", 200);
        Map<String, AtomicInteger> answered = new HashMap<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS * USERS.size(); i++) {
            String user = USERS.get(i % USERS.size());
            RunningGateway gateway = i / USERS.size() % 2 == 0 ? first : second;
            AtomicInteger count = answered.computeIfAbsent(user, _ -> new AtomicInteger());
            callers.add(Thread.ofVirtual().start(() -> {
                while (call(gateway, "spent", user).statusCode() == 200) {
                    count.incrementAndGet();
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        for (String user : USERS) {
            while (call(first, "spent", user).statusCode() == 200) {
                answered.get(user).incrementAndGet();
            }
            assertThat(answered.get(user)).as(user).hasValue(CALLS_EACH);
            HttpResponse<String> refused = call(second, "spent", user);
            assertThat(json(refused).at("/error/code").asString()).isEqualTo("budget_exceeded");
            await("what " + user + " has spent is in the ledger")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    budget("?user=" + user).path("spentUsd").decimalValue())
                            .isEqualByComparingTo(AMOUNT));
            assertThat(budget("?user=" + user).path("leftUsd").decimalValue()).isZero();
        }
        JsonNode all = budget("");
        assertThat(all.path("spentUsd").decimalValue()).isEqualByComparingTo("8.1");
        assertThat(all.has("leftUsd")).isFalse();
        assertThat(budget("?user=nobody").path("leftUsd").decimalValue()).isEqualByComparingTo(AMOUNT);
        List<String> subjects = first.database()
                .sql(
                        "select audit.parse(canonical) -> 'subjects' ->> 0 from audit.event where audit.parse(canonical) -> 'resource' ->> 'id' = 'each-month'"
                                + " and audit.parse(canonical) -> 'attributes' ->> 'thresholdPercent' = '100'")
                .query(String.class)
                .list();
        assertThat(subjects).as("an alert for each").hasSize(USERS.size()).doesNotHaveDuplicates();
        assertThat(first.database()
                        .sql("select string_agg(member, ' ') from gateway.budget_period")
                        .query(String.class)
                        .single())
                .doesNotContain(USERS);
    }

    @Test
    void haveTheBudgetOfTheirKeyWhoNameNobody() {
        first.route("silent", "[" + variant("v", "fake", "cents", 1) + "]", "");
        put("budgets/silent", """
                {"scope": {"route": "silent", "user": "*"}, "amountUsd": 0.15, "period": "MONTH", "action": "REJECT"}""");
        assertThat(call(first, "silent", null).statusCode()).isEqualTo(200);
        assertThat(call(first, "silent", null).statusCode()).isEqualTo(429);
        assertThat(call(first, "silent", "somebody").statusCode()).isEqualTo(200);
        assertThat(first.send("GET", "/api/v1/budgets/silent?user=%20", first.admin(), "")
                        .statusCode())
                .isEqualTo(400);
        put("budgets/together", """
                {"scope": {"route": "silent"}, "amountUsd": 100, "period": "MONTH", "action": "REJECT"}""");
        assertThat(first.send("GET", "/api/v1/budgets/together?user=ada", first.admin(), "")
                        .statusCode())
                .as("that one is for all together")
                .isEqualTo(400);
    }

    @Test
    void haveALimitEach() {
        put("limits/each-minute", """
                {"scope": {"route": "limited", "user": "*"}, "limits": {"requestsPerMinute": 3}}""");
        for (String user : List.of("ada", "ben")) {
            for (int i = 0; i < 3; i++) {
                assertThat(call(first, "limited", user).statusCode()).isEqualTo(200);
            }
            assertThat(call(first, "limited", user).statusCode()).isEqualTo(429);
        }
        awaitOnSecond("limited", "ada", 429);
        assertThat(call(second, "limited", "cleo").statusCode()).isEqualTo(200);
    }

    private static void awaitOnSecond(String route, String user, int status) {
        await("the second has heard of it")
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ofSeconds(1))
                .until(() -> call(second, route, user).statusCode() == status);
    }

    private static void put(String path, String body) {
        HttpResponse<String> made = first.send("PUT", "/api/v1/" + path, first.admin(), body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private static JsonNode budget(String query) {
        return json(first.send("GET", "/api/v1/budgets/each-month" + query, first.admin(), ""));
    }

    private static HttpResponse<String> call(RunningGateway gateway, String route, @Nullable String user) {
        String named = user == null ? "" : ", \"user\": \"" + user + "\"";
        return gateway.send(
                "POST",
                "/v1/chat/completions",
                gateway.application(),
                chat(route, "Hi", ", \"max_tokens\": 10" + named));
    }
}
