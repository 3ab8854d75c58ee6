package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Remedies: from an alert to an action in the gateway and back.
class RemediesIT extends RolloutAnalysisTests {

    @Test
    void actsOnceOnAnAlertAfterAnotherPersonApprovedAndIsUndone() {
        String team = "team-heal";
        assertThat(put(team, "stop-it", remedy("healed", "\"dryRun\": false"))).isEqualTo(201);
        slo(team, "healed");
        UUID early = alert(team, "healed", "FAST");
        ApprovalRequirement asked = requirement("stop-it");
        assertThat(asked.approvers()).isEqualTo(1);
        assertThat(asked.terms()).isNotNull();
        assertThat(approval(team, "stop-it")).isIn("WANTED", "PENDING");
        approve(team, "stop-it");
        assertThat(put(team, "stop-it", remedy("healed", "\"dryRun\": false")))
                .as("the same remedy, which needs no other approval")
                .isEqualTo(200);
        assertThat(approval(team, "stop-it")).isEqualTo("APPROVED");

        UUID alert = alert(team, "healed", "MEDIUM");
        JsonNode run = await("the run")
                .atMost(PATIENCE)
                .until(
                        () -> run(team, alert),
                        each -> "APPLIED".equals(each.path("state").asString("")));
        assertThat(run.at("/alert/id").asString()).isEqualTo(alert.toString());
        assertThat(run.at("/effect/before/paused").asBoolean(true)).isFalse();
        assertThat(run.at("/effect/after/paused").asBoolean()).isTrue();
        assertThat(gateway.orders("healed")).hasSize(1);
        FakeGateway.Ordered order = gateway.orders("healed").getFirst();
        assertThat(order.id().toString()).isEqualTo(run.path("id").asString());
        assertThat(order.order()).isNotNull();
        assertThat(order.order().team()).isEqualTo(team);
        assertThat(order.order().seconds()).isEqualTo(30 * 60);
        assertThat(run(team, early).isMissingNode())
                .as("an alert from before the approval")
                .isTrue();

        UUID soon = alert(team, "healed", "SLOW");
        assertThat(await("the next alert")
                        .atMost(PATIENCE)
                        .until(() -> run(team, soon), each -> !each.isMissingNode())
                        .path("state")
                        .asString())
                .as("within its cool-down")
                .isEqualTo("SKIPPED");

        String undo = "/api/v1/remedy-runs/" + run.path("id").asString() + "/undo";
        gateway.answerOn("healed", 409);
        assertThat(send(team, Role.ML_ENGINEER, HttpMethod.POST, undo, "{\"reason\": \"fixed\"}"))
                .as("the route was changed since")
                .isEqualTo(409);
        gateway.answerOn("healed", 0);
        assertThat(send(team, Role.AUDITOR, HttpMethod.POST, undo, "{\"reason\": \"fixed\"}"))
                .isEqualTo(403);
        assertThat(send("team-else", Role.ML_ENGINEER, HttpMethod.POST, undo, "{\"reason\": \"fixed\"}"))
                .isEqualTo(404);
        assertThat(send(team, Role.ML_ENGINEER, HttpMethod.POST, undo, "{\"reason\": \"fixed\"}"))
                .isEqualTo(200);
        assertThat(gateway.orders("healed").getLast().onlyIfUnchanged()).isTrue();
        assertThat(run(team, alert).at("/undo/reason").asString()).isEqualTo("fixed");
        assertThat(send(team, Role.ML_ENGINEER, HttpMethod.POST, undo, "{\"reason\": \"fixed\"}"))
                .isEqualTo(409);
        assertThat(actions("stop-it"))
                .containsExactly(
                        "monitoring.remedy.created",
                        "monitoring.remedy.changed",
                        "monitoring.remedy.applied",
                        "monitoring.remedy.skipped",
                        "monitoring.remedy.undone");

        assertThat(put(team, "stop-it", remedy("healed", "\"dryRun\": true"))).isEqualTo(200);
        assertThat(approval(team, "stop-it")).as("another remedy").isNotEqualTo("APPROVED");
    }

    @Test
    void failsWithItsReasonWhileTheGatewayIsAwayAndWhenItRefuses() {
        String team = "team-heal-away";
        put(team, "retry-it", remedy("heal-away", "\"dryRun\": false").replace("600", "1"));
        put(team, "refuse-it", remedy("heal-refused", "\"dryRun\": false"));
        slo(team, "heal-away");
        slo(team, "heal-refused");
        approve(team, "retry-it");
        approve(team, "refuse-it");
        gateway.answerOn("heal-away", 503);
        gateway.answerOn("heal-refused", 409);
        UUID away = alert(team, "heal-away", "FAST");
        UUID refused = alert(team, "heal-refused", "FAST");
        for (UUID alert : List.of(away, refused)) {
            await("the failure")
                    .atMost(PATIENCE)
                    .until(() -> run(team, alert).path("state").asString(""), "FAILED"::equals);
        }
        gateway.answerOn("heal-away", 0);
        gateway.answerOn("heal-refused", 404);
        String undo = "/api/v1/remedy-runs/%s/undo";
        assertThat(send(
                        team,
                        Role.ML_ENGINEER,
                        HttpMethod.POST,
                        undo.formatted(run(team, away).path("id").asString()),
                        "{\"reason\": \"lost\"}"))
                .as("an order whose answer was lost can be in force")
                .isEqualTo(200);
        assertThat(run(team, away).path("state").asString()).isEqualTo("UNDONE");
        assertThat(send(
                        team,
                        Role.ML_ENGINEER,
                        HttpMethod.POST,
                        undo.formatted(run(team, refused).path("id").asString()),
                        "{\"reason\": \"lost\"}"))
                .isEqualTo(409);
        assertThat(gateway.orders("heal-away").size()).isGreaterThan(1);
        assertThat(run(team, away).path("reason").asString()).contains("attempts");
        assertThat(gateway.orders("heal-refused"))
                .filteredOn(each -> each.order() != null)
                .hasSize(1);
        assertThat(run(team, refused).path("reason").asString()).isEqualTo("The route was changed since.");
    }

    @Test
    void repeatsAnOrderThatMetAnotherChangeAndWithdrawsOneOfARemovedRemedy() {
        String team = "team-heal-busy";
        for (String route : List.of("heal-busy", "heal-lost")) {
            put(team, "fix-" + route, remedy(route, "\"dryRun\": false"));
            slo(team, route);
        }
        approve(team, "fix-heal-busy");
        approve(team, "fix-heal-lost");
        gateway.conflictOn("heal-busy");
        gateway.answerOn("heal-lost", 503);
        UUID busy = alert(team, "heal-busy", "FAST");
        UUID lost = alert(team, "heal-lost", "FAST");
        await("the orders")
                .atMost(PATIENCE)
                .until(() -> gateway.orders("heal-busy").size() > 1
                        && !gateway.orders("heal-lost").isEmpty());
        gateway.answerOn("heal-busy", 0);
        assertThat(send(team, Role.ML_ENGINEER, HttpMethod.DELETE, "/api/v1/remedies/fix-heal-lost", ""))
                .isEqualTo(204);
        gateway.answerOn("heal-lost", 0);
        await("the action").atMost(PATIENCE).until(() -> state(team, busy), "APPLIED"::equals);
        await("the end").atMost(PATIENCE).until(() -> state(team, lost), each -> !each.equals("PENDING"));
        assertThat(state(team, lost)).isEqualTo("FAILED");
        assertThat(gateway.orders("heal-lost").getLast().order())
                .as("the gateway may have put the first order on the route")
                .isNull();
    }

    /// The provider is still broken when the action ends: within an hour, this is the same alert.
    @Test
    void actsAgainOnAnAlertThatComesBack() {
        String team = "team-heal-back";
        put(
                team,
                "come-back",
                remedy("heal-back", "\"dryRun\": true").replace("\"coolDownMinutes\": 60", "\"coolDownMinutes\": 0"));
        slo(team, "heal-back");
        approve(team, "come-back");
        UUID alert = alert(team, "heal-back", "FAST");
        await("the rehearsal").atMost(PATIENCE).until(() -> state(team, alert), "REHEARSED"::equals);
        JdbcClient.create(service.database().superuser())
                .sql("update monitoring.alert set reopened_at = now() where id = ?")
                .param(alert)
                .update();
        await("the second run")
                .atMost(PATIENCE)
                .until(() -> gateway.orders("heal-back").size() == 2);
        assertThat(get(team, "/api/v1/remedy-runs").path("items").size()).isEqualTo(2);
    }

    /// An approval is of a remedy, not of its content.
    @Test
    void needsAnotherApprovalAfterItWasRemovedOrReplaced() {
        String team = "team-heal-again";
        String stop = remedy("heal-again", "\"dryRun\": false");
        put(team, "removed", stop);
        put(team, "replaced", stop);
        approve(team, "removed");
        approve(team, "replaced");
        String removed = requirement("removed").resourceId();
        String replaced = requirement("replaced").resourceId();
        assertThat(send(team, Role.ML_ENGINEER, HttpMethod.DELETE, "/api/v1/remedies/removed", ""))
                .isEqualTo(204);
        put(team, "replaced", stop.replace("30", "40"));
        put(team, "removed", stop);
        put(team, "replaced", stop);
        await("other requests for the same plans")
                .atMost(PATIENCE)
                .until(() -> requests(removed) + requests(replaced) == 4);
        for (String name : List.of("removed", "replaced")) {
            assertThat(await("its state")
                            .atMost(PATIENCE)
                            .until(() -> approval(team, name), state -> !state.equals("WANTED")))
                    .isEqualTo("PENDING");
        }
    }

    private static long requests(String resource) {
        return service.governance().requirements().stream()
                .filter(each -> each.resourceId().equals(resource))
                .count();
    }

    private static String state(String team, UUID alert) {
        return run(team, alert).path("state").asString("");
    }

    @Test
    void rehearsesAndObeysTheSwitch() {
        String team = "team-heal-dry";
        put(
                team,
                "try-it",
                remedy("heal-dry", "\"dryRun\": true").replace("\"coolDownMinutes\": 60", "\"coolDownMinutes\": 0"));
        slo(team, "heal-dry");
        approve(team, "try-it");
        UUID first = alert(team, "heal-dry", "FAST");
        await("the rehearsal")
                .atMost(PATIENCE)
                .until(() -> run(team, first).path("state").asString(""), "REHEARSED"::equals);
        FakeGateway.Ordered order = gateway.orders("heal-dry").getFirst();
        assertThat(order.order()).isNotNull();
        assertThat(order.order().dryRun()).isTrue();

        String off = "{\"enabled\": false, \"reason\": \"freeze\"}";
        assertThat(send(team, Role.ML_ENGINEER, HttpMethod.PUT, "/api/v1/remedy-switch", off))
                .isEqualTo(403);
        assertThat(send("platform", Role.PLATFORM_ADMIN, HttpMethod.PUT, "/api/v1/remedy-switch", off))
                .isEqualTo(200);
        UUID second = alert(team, "heal-dry", "SLOW");
        JsonNode skipped = await("the switched off remedy")
                .atMost(PATIENCE)
                .until(() -> run(team, second), each -> !each.isMissingNode());
        send("platform", Role.PLATFORM_ADMIN, HttpMethod.PUT, "/api/v1/remedy-switch", off.replace("false", "true"));
        assertThat(skipped.path("state").asString()).isEqualTo("SKIPPED");
        assertThat(skipped.path("reason").asString()).contains("switched off");
    }

    @Test
    void refusesActionsThatAreIncomplete() {
        for (String invalid : List.of(
                remedy("r", "\"dryRun\": true").replace("PAUSE", "LOWER_WEIGHT"),
                remedy("r", "\"dryRun\": true").replace("\"PAUSE\"", "\"PAUSE\", \"policy\": \"p\""),
                remedy("r", "\"dryRun\": true").replace("[\"r\"]", "[]"),
                remedy("r", "\"dryRun\": true").replace("\"SLO\"", "\"WEATHER\""))) {
            assertThat(put("team-heal", "incomplete", invalid)).as(invalid).isEqualTo(400);
        }
    }

    private static String remedy(String route, String more) {
        return """
                {"trigger": {"source": "SLO", "severity": "PAGE"}, "action": {"kind": "PAUSE"},
                 "limits": {"routes": ["%s"], "holdMinutes": 30, "coolDownMinutes": 60, "retrySeconds": 600}, %s}""".formatted(route, more);
    }

    private static int put(String team, String name, String body) {
        return send(team, Role.ML_ENGINEER, HttpMethod.PUT, "/api/v1/remedies/" + name, body);
    }

    private static int send(String team, Role role, HttpMethod method, String path, String body) {
        RestTestClient client = service.client(service.governance().userToken(team, role));
        return client.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    private static String approval(String team, String name) {
        return get(team, "/api/v1/remedies/" + name).at("/approval/state").asString();
    }

    private static ApprovalRequirement requirement(String name) {
        return await("the request for approval")
                .atMost(PATIENCE)
                .until(
                        () -> service.governance().requirements().stream()
                                .filter(each -> each.resourceId().startsWith(name + " "))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static void approve(String team, String name) {
        String resource = requirement(name).resourceId();
        service.governance().decide(resource, Approval.State.APPROVED);
        await("the approval").atMost(PATIENCE).until(() -> approval(team, name), "APPROVED"::equals);
    }

    private static void slo(String team, String route) {
        send(
                team,
                Role.ML_ENGINEER,
                HttpMethod.PUT,
                "/api/v1/slos/slo-of-" + route,
                "{\"route\": \"" + route + "\", \"indicator\": \"AVAILABILITY\", \"target\": 0.99}");
    }

    /// An alert that nothing resolves: no rule of this name is evaluated.
    private static UUID alert(String team, String route, String rule) {
        UUID id = UUID.randomUUID();
        JdbcClient.create(service.database().superuser())
                .sql("""
                        insert into monitoring.alert (id, team, source, name, rule, severity, title, description,
                                                      evidence, started_at, next_attempt_at)
                        values (?, ?, 'SLO', ?, ?, 'PAGE', 'Too fast', 'Too fast.', '{}', now(), now())
                        """)
                .params(id, team, "slo-of-" + route, "TEST_" + rule)
                .update();
        return id;
    }

    private static JsonNode run(String team, UUID alert) {
        return get(team, "/api/v1/remedy-runs")
                .path("items")
                .valueStream()
                .filter(run -> run.at("/alert/id").asString().equals(alert.toString()))
                .findFirst()
                .orElse(tools.jackson.databind.node.MissingNode.getInstance());
    }

    private static List<String> actions(String remedy) {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                        select audit.parse(canonical) ->> 'action' from audit.event
                        where audit.parse(canonical) -> 'resource' ->> 'type' = 'remedy'
                          and audit.parse(canonical) -> 'resource' ->> 'id' = ?
                        order by id
                        """)
                .param(remedy)
                .query(String.class)
                .list();
    }
}
