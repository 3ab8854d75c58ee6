package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls are summed by window and variant, out of the audit log.
class CallWindowsIT extends MonitoringTests {

    @Test
    void sumsCallsPerVariantAndKeepsThemAfterARebuild() {
        for (int i = 1; i <= 20; i++) {
            events.append("team-sums", "gateway.call.completed", TestCalls.call("sums", "stable", i * 10));
        }
        Map<String, Object> blocked = TestCalls.call("sums", "stable", 3);
        blocked.put("faultDomain", "policy");
        blocked.put("costUsd", 0);
        events.append("team-sums", "gateway.call.blocked", blocked);
        Map<String, Object> failed = TestCalls.call("sums", "canary", 3);
        failed.put("faultDomain", "provider");
        events.append("team-sums", "gateway.call.failed", failed);
        Map<String, Object> evaluation = TestCalls.call("sums", "canary", 3);
        evaluation.put("purpose", "evaluation");
        events.append("team-sums", "gateway.call.completed", evaluation);
        awaitCalls("team-sums", "sums", 22);
        JsonNode before = windows("team-sums", "sums");
        assertThat(sum(before, "stable", "calls")).isEqualTo(21);
        assertThat(sum(before, "stable", "blocked")).isEqualTo(1);
        assertThat(sum(before, "canary", "errors")).isEqualTo(1);
        assertThat(sum(before, "stable", "tokens")).isEqualTo(21 * 30);
        assertThat(before.path("items").get(0).path("p95LatencyMs").isMissingNode())
                .isFalse();

        String inHours =
                "/api/v1/windows?minutes=1440&route=sums&from=" + start + "&to=" + start.plusSeconds(7 * 86_400);
        await("the sums of whole hours are those of minutes")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(figures(get("team-sums", inHours)))
                        .isEqualTo(figures(before))
                        .hasSize(2));

        service.client(service.governance().userToken("team-sums", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        awaitCalls("team-sums", "sums", 22);
        assertThat(windows("team-sums", "sums")).isEqualTo(before);
    }

    /// The windows without their times.
    private static List<JsonNode> figures(JsonNode windows) {
        List<JsonNode> figures = new ArrayList<>();
        windows.path("items").forEach(window -> figures.add(((ObjectNode) window.deepCopy()).without("from")));
        return figures;
    }

    @Test
    void pagesWithoutGapsOrRepetitions() {
        for (String variant : List.of("a", "b", "c", "d", "e")) {
            events.append("team-pages", "gateway.call.completed", TestCalls.call("pages", variant, 5));
        }
        awaitCalls("team-pages", "pages", 5);
        List<String> variants = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("team-pages", "/api/v1/windows?route=pages&limit=2" + cursor);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items")
                    .forEach(window -> variants.add(window.path("variant").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(variants).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void refusesAnInvalidRange() {
        String moved = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(
                                "\u001f",
                                "2026-01-01T00:00:00Z",
                                "2026-01-02T00:00:00Z",
                                "2027-01-01T00:00:00Z",
                                "t",
                                "r",
                                "v",
                                "m")
                        .getBytes(StandardCharsets.UTF_8));
        for (String query : List.of(
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=-9999-01-01T00:00:00Z&to=-9999-01-02T00:00:00Z",
                "to=-1000000000-01-01T00:00:00Z",
                "minutes=0",
                "limit=501",
                "cursor=x",
                "cursor=" + moved)) {
            service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                    .get()
                    .uri("/api/v1/windows?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }
}
