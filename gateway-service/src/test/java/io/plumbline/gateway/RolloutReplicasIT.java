package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Two gateways on one database and one registry.
class RolloutReplicasIT {

    private static final int USERS = 20;

    /// By which variant each user was served when the replicas agreed last.
    private List<String> agreed = Collections.nCopies(USERS, "main");

    @Test
    void agreeOnWhoIsOnTheCanaryWithinTwoSecondsAndStartARolloutOnce() {
        TestDatabase database = TestPostgres.create("gateway");
        try (ScriptedProvider provider = new ScriptedProvider();
                RunningGateway first = RunningGateway.start(Map.of(), RunningGateway.temporaryFolder(), database);
                RunningGateway second = RunningGateway.start(
                        Map.of("plumbline.services.registry", first.registry().url()),
                        RunningGateway.temporaryFolder(),
                        database)) {
            first.provider("fake", provider.url());
            first.registry().versions(TEAM, "shared", "fake", true, true);
            HttpResponse<String> route =
                    first.send("PUT", "/api/v1/routes/shared", first.engineer(), """
                    {"team": "%s", "environment": "PRODUCTION",
                     "variants": [{"name": "main", "target": {"model": "shared", "alias": "production"}, "weight": 1}]}""".formatted(TEAM));
            assertThat(route.statusCode()).as(route.body()).isEqualTo(201);

            String id = rollout(first, "");
            agree(first, second, "canary", "main");
            act(second, id, "promote", "{\"full\": true}");
            agree(second, first, "main");
            assertThat(first.registry().production("shared")).isEqualTo(2);

            first.registry().point("shared", 1);
            String later = rollout(second, ", \"startsAt\": \"" + Instant.now().plusSeconds(2) + "\"");
            await("it starts")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> json(first.send("GET", "/api/v1/rollouts/" + later, first.engineer(), ""))
                            .path("state")
                            .asString()
                            .equals("RUNNING"));
            await("the one that did not start it")
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> IntStream.range(0, USERS)
                            .anyMatch(user -> variantOf(first, user).equals("canary")));
            agree(first, second, "canary", "main");
            act(first, later, "abort", "");
            agree(first, second, "main");
            assertThat(first.database()
                            .sql("""
                                    select audit.parse(canonical)->>'action' from audit.event
                                    where audit.parse(canonical)->'resource'->>'id' = ? order by id""")
                            .param(UUID.fromString(later).toString())
                            .query(String.class)
                            .list())
                    .containsExactly("gateway.rollout.scheduled", "gateway.rollout.started", "gateway.rollout.aborted");
        }
    }

    private static String rollout(RunningGateway gateway, String more) {
        HttpResponse<String> made = gateway.send("POST", "/api/v1/rollouts", gateway.engineer(), """
                {"route": "shared", "candidate": {"version": 2}, "steps": [{"weight": 50}]%s}""".formatted(more));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("id").asString();
    }

    private static void act(RunningGateway gateway, String id, String what, String body) {
        HttpResponse<String> done =
                gateway.send("POST", "/api/v1/rollouts/" + id + "/" + what, gateway.engineer(), body);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    /// That the one where it was done leads to just these variants at once, and the other alike two
    /// seconds later.
    private void agree(RunningGateway here, RunningGateway there, String... variants) {
        List<String> led = variantsOf(here);
        assertThat(led).contains(variants).containsOnly(variants);
        int moved = IntStream.range(0, USERS)
                .filter(user -> !led.get(user).equals(agreed.get(user)))
                .findFirst()
                .orElseThrow();
        await("the other one has heard of it")
                .atMost(Duration.ofSeconds(2))
                .until(() -> variantOf(there, moved).equals(led.get(moved)));
        assertThat(variantsOf(there)).isEqualTo(led);
        agreed = led;
    }

    private static List<String> variantsOf(RunningGateway gateway) {
        return IntStream.range(0, USERS)
                .mapToObj(user -> variantOf(gateway, user))
                .toList();
    }

    private static String variantOf(RunningGateway gateway, int user) {
        return RunningGateway.variantOf(gateway.call(chat("shared", "Hi", ", \"user\": \"u" + user + "\"")));
    }
}
