package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        JsonNode gate = stack.get("eval", "/api/v1/gates?limit=1").path("items").path(0);
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
        JsonNode approval = stack.get("governance", "/api/v1/approvals?state=APPROVED")
                .path("items")
                .path(0);
        assertThat(approval.isObject()).isTrue();
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
        String received = stack.text("simulator", "/control/sim-support/calls?limit=500", "application/json");
        assertThat(received).contains("messages").doesNotContain("@example.com");
    }

    @Test
    @Order(5)
    void verifiesTheLog() {
        RunningStack.Ended verified = RunningStack.run("audit-verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(stack.text("governance", "/checkpoint", "text/plain")).contains("\n\n— ");
    }

    @Test
    @Order(6)
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
    @Order(7)
    void writesNeitherPromptsNorKeysToItsLogs() throws IOException {
        Map<String, String> logs = new HashMap<>();
        try (Stream<Path> files = Files.walk(RunningStack.home().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(logs.get("services.log")).as("the log of the services").contains("Made a key to sign tokens");
        logs.forEach((file, log) -> assertThat(log)
                .as(file)
                .doesNotContain("@example.com")
                .doesNotContainPattern("plk_[0-9a-f]{16}_[A-Za-z0-9_-]{20}")
                .doesNotContain("Ignore all previous"));
    }

    @Test
    @Order(8)
    void tellsTheStoryAgainWithTheNextVersions() {
        assertThat(stack.tell()).contains("support-assistant@2");
        JsonNode model = stack.get("registry", "/api/v1/models/support-assistant");
        assertThat(model.path("aliases").path("production").asInt()).isEqualTo(2);
    }

    private static int actions(String action) {
        int count = 0;
        String cursor = "";
        do {
            JsonNode page = stack.get("governance", "/api/v1/audit/events?limit=500&action=" + action + cursor);
            count += page.path("items").size();
            cursor = page.path("nextCursor").isString()
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return count;
    }
}
