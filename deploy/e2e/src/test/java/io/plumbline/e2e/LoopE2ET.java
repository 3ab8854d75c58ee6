package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// The demo's story, asserted from outside: what it told is what the services say.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoopE2ET {

    private static RunningStack stack;

    @BeforeAll
    static void tell() {
        stack = RunningStack.get();
    }

    @Test
    @Order(1)
    void passesTheGate() {
        JsonNode gate = gate(1);
        assertThat(gate.path("status").asString()).isEqualTo("DONE");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        List<String> checks = new ArrayList<>();
        gate.path("checks").forEach(check -> checks.add(check.path("name").asString()));
        assertThat(checks).isNotEmpty();
        assertThat(stack.text("eval", "/api/v1/gates/" + gate.path("id").asString() + "/report", "application/xml"))
                .contains("<testsuite");
    }

    @Test
    @Order(2)
    void isPromotedOnlyByTwo() {
        JsonNode model = stack.get("registry", "/api/v1/models/support-assistant");
        assertThat(model.path("aliases").path("production").asInt()).isEqualTo(1);
        JsonNode approvals =
                stack.get("governance", "/api/v1/approvals?state=APPROVED").path("items");
        assertThat(approvals).isNotEmpty();
        for (JsonNode approval : approvals) {
            List<String> people = new ArrayList<>();
            people.add(approval.path("requestedBy").asString());
            for (JsonNode decision : approval.path("decisions")) {
                assertThat(decision.path("decision").asString()).isEqualTo("APPROVE");
                people.add(decision.path("decidedBy").asString());
            }
            assertThat(people)
                    .as(approval.toString())
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(approval.path("approvers").asInt())
                    .hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(actions("registry.pointer.moveRefused")).isPositive();
        assertThat(actions("governance.approval.decided")).isPositive();
    }

    @Test
    @Order(3)
    void hasAnEventForEachCall() {
        assertThat(actions("gateway.call.completed") + actions("gateway.call.blocked") + actions("gateway.call.failed"))
                .isGreaterThanOrEqualTo(200);
        assertThat(actions("gateway.call.blocked")).isPositive();
    }

    @Test
    @Order(4)
    void lendsNoPersonalDataToTheModel() {
        JsonNode models = stack.get("simulator", "/v1/models");
        assertThat(models.isObject()).isTrue();
        String received = stack.text("simulator", "/control/sim-support-1/calls?limit=500", "application/json");
        assertThat(received).contains("messages").doesNotContain("@example.com");
    }

    @Test
    @Order(5)
    void stopsTheWorseVersionAtTheGate() {
        JsonNode gate = gate(2);
        assertThat(gate.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(gate.path("baseline").path("version").asInt()).isEqualTo(1);
        assertThat(gate.path("counts").asBoolean()).isTrue();
        assertThat(gate.path("checks")
                        .valueStream()
                        .filter(check -> check.path("outcome").asString().equals("FAIL"))
                        .map(check -> check.path("name").asString()))
                .contains("rougeL.floor", "rougeL.regression");
        JsonNode worst = stack.get(
                        "eval", "/api/v1/gates/" + gate.path("id").asString() + "/items?outcome=FAILED&limit=3")
                .path("items");
        assertThat(worst.size()).isEqualTo(3);
        for (JsonNode item : worst) {
            assertThat(item.path("change").asDouble()).isLessThan(-0.3);
            assertThat(stack.story()).contains(item.path("id").asString());
        }
        Caller.admin(stack)
                .post("registry", "/api/v1/models/support-assistant/versions/2/transitions", Map.of("to", "PRODUCTION"))
                .refused(409, "gate-required");
        assertThat(stack.story()).contains("409 gate-required");
    }

    @Test
    @Order(6)
    void takesTheDegradedCanaryBack() {
        JsonNode rollout = rollout();
        assertThat(rollout.path("state").asString()).isEqualTo("ROLLED_BACK");
        assertThat(rollout.path("candidate").path("version").asInt()).isEqualTo(3);
        assertThat(rollout.path("weight").asInt()).isZero();
        assertThat(rollout.path("reason").asString()).isNotBlank();
        assertThat(stack.get("registry", "/api/v1/models/support-assistant")
                        .path("aliases")
                        .path("production")
                        .asInt())
                .isEqualTo(1);

        String id = rollout.path("id").asString();
        JsonNode rollback = find(stack.get("monitoring", "/api/v1/rollbacks"), "rolloutId", id);
        assertThat(rollback.path("change").path("fromVersion").asInt()).isEqualTo(3);
        assertThat(rollback.path("change").path("toVersion").asInt()).isEqualTo(1);
        assertThat(rollback.path("took").path("callsSinceFirstError").asInt()).isBetween(1, 500);
        JsonNode evidence = rollback.path("evidence");
        assertThat(evidence.path("canary").path("errorRate").asDouble())
                .isGreaterThan(evidence.path("control").path("errorRate").asDouble() + 0.02);
        assertThat(evidence.path("metrics").valueStream().map(metric -> metric.path("breach")))
                .anySatisfy(
                        breach -> assertThat(breach.path("eValue").asDouble()).isGreaterThan(100));
        assertThat(events("monitoring.breach.detected", "&resource=" + id)).isNotEmpty();
        assertThat(events("gateway.rollout.rolledBack", "&resource=" + id)).hasSize(1);

        JsonNode incident = stack.get("governance", "/api/v1/incidents?kind=ROLLBACK")
                .path("items")
                .valueStream()
                .filter(each -> each.path("resource").path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(incident.path("severity").asString()).isEqualTo("HIGH");
        assertThat(incident.path("state").asString()).isEqualTo("OPEN");
    }

    /// Each call of the story was by a customer of its own, so each was drawn by itself.
    @Test
    @Order(7)
    void givesTheCanaryItsShareOfTheCalls() {
        String id = rollout().path("id").asString();
        int all = 0;
        int canary = 0;
        for (String outcome : List.of("completed", "failed")) {
            for (JsonNode event : events("gateway.call." + outcome, "")) {
                JsonNode attributes = event.path("attributes");
                if (attributes.path("rollout").path("id").asString("").equals(id)) {
                    all++;
                    canary += attributes.path("variant").asString().equals("canary") ? 1 : 0;
                }
            }
        }
        assertThat(all).isGreaterThanOrEqualTo(150);
        double deviations = Math.abs(canary - 0.2 * all) / Math.sqrt(0.2 * 0.8 * all);
        assertThat(deviations).as("%d of %d calls", canary, all).isLessThan(4.5);
    }

    @Test
    @Order(8)
    void namesTheEventThatTheSuperuserChanged() {
        JsonNode event = events(
                        "eval.gate.finished", "&resource=" + gate(2).path("id").asString())
                .getFirst();
        String id = event.path("id").asString();
        assertThat(event.path("attributes").path("verdict").asString()).isEqualTo("FAIL");
        assertThat(stack.story())
                .containsPattern("✗ EVENT_CHANGED at \\d+, event " + id)
                .containsSubsequence("✗ The log is NOT intact.", "✓ The log is intact.");
        assertThat(stack.story().lines().filter(line -> line.startsWith("  ✗ EVENT_")))
                .hasSize(1);
    }

    @Test
    @Order(9)
    void verifiesTheLog() {
        RunningStack.Ended verified = RunningStack.run("audit-verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(stack.text("governance", "/checkpoint", "text/plain")).contains("\n\n— ");
    }

    @Test
    @Order(10)
    void countsTheCallsInMonitoring() {
        org.awaitility.Awaitility.await("the projection").untilAsserted(() -> {
            long calls = 0;
            for (JsonNode window : stack.get("monitoring", "/api/v1/windows").path("items")) {
                calls += window.path("calls").asLong();
            }
            assertThat(calls).isGreaterThanOrEqualTo(200);
        });
    }

    @Test
    @Order(11)
    void writesNeitherPromptsNorKeysToItsLogs() throws IOException {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(RunningStack.home().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.put(file.getFileName().toString(), read(file));
            }
        }
        assertThat(logs.keySet()).contains("services.log");
        assertThat(String.join("\n", logs.values())).contains("Made a key to sign tokens");
        logs.forEach((file, log) -> assertThat(log)
                .as(file)
                .doesNotContain("@example.com")
                .doesNotContainPattern("plk_[0-9a-f]{16}_[A-Za-z0-9_-]{20}")
                .doesNotContain("Ignore all previous"));
    }

    /// The log of yesterday is compressed.
    private static String read(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log);
                InputStream text = log.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Order(12)
    void tellsTheStoryAgainWithTheNextVersions() {
        assertThat(stack.tell())
                .contains(
                        "support-assistant@4 is in PRODUCTION",
                        "The gate blocks version 5, a worse one",
                        "Version 6 is rolled out as a canary");
        JsonNode model = stack.get("registry", "/api/v1/models/support-assistant");
        assertThat(model.path("aliases").path("production").asInt()).isEqualTo(4);
        assertThat(rollout().path("state").asString()).isEqualTo("ROLLED_BACK");
    }

    /// The newest gate on that version of the story's model.
    private static JsonNode gate(int version) {
        return stack.get("eval", "/api/v1/gates?suite=support-quality&limit=100")
                .path("items")
                .valueStream()
                .filter(gate ->
                        gate.path("candidate").path("model").asString("").equals("support-assistant")
                                && gate.path("candidate").path("version").asInt() == version)
                .findFirst()
                .orElseThrow();
    }

    /// The newest rollout of the story's route.
    private static JsonNode rollout() {
        return stack.get("gateway", "/api/v1/rollouts?route=support&limit=1")
                .path("items")
                .path(0);
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        return list.path("items")
                .valueStream()
                .filter(item -> item.path(field).asString("").equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + field + " " + value + " in " + list));
    }

    private static int actions(String action) {
        return events(action, "").size();
    }

    private static List<JsonNode> events(String action, String filter) {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    stack.get("governance", "/api/v1/audit/events?limit=500&action=" + action + filter + cursor);
            page.path("items").forEach(events::add);
            cursor = page.path("nextCursor").isString()
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return events;
    }
}
