package io.plumbline.standalone.demo;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.layout.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Rollouts of the story's route, as started, watched and ended by the engineer.
final class Rollouts {

    static final String ROLLED_BACK = "ROLLED_BACK";

    private static final String ROLLOUTS = "/api/v1/rollouts";
    private static final Set<String> OPEN = Set.of("PENDING", "RUNNING", "PAUSED");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api gateway;
    private final Api monitoring;

    Rollouts(DemoStack stage, Cast cast) {
        this.gateway = stage.as(cast.engineer(), Service.GATEWAY);
        this.monitoring = stage.as(cast.engineer(), Service.MONITORING);
    }

    /// Starts a rollout. The gateway learns of an approval a moment after it is granted; until then the candidate
    /// is not eligible.
    ///
    /// @return its id
    String begin(int version, List<Map<String, Integer>> steps) {
        Map<String, ?> rollout = Map.of(
                "route",
                PromotionStep.ROUTE,
                "candidate",
                Map.of("version", version),
                "steps",
                steps,
                "ignoreCoolDown", // the demo may run again at once
                true);
        return Waiting.until("the gateway accepts version %d as a candidate".formatted(version), LIMIT, () -> {
                    Answer answer = gateway.post(ROLLOUTS, rollout);
                    boolean early = answer.is(409) && answer.problemSlug().equals("gate-required");
                    return early ? Optional.<Answer>empty() : Optional.of(answer.expect(201));
                })
                .string("id");
    }

    Answer get(String id) {
        return gateway.get(ROLLOUTS + "/" + id).expect(200);
    }

    /// Ends rollouts that an earlier, interrupted run may have left open.
    void abortOpen() {
        for (JsonNode rollout : gateway.get(ROLLOUTS + "?route=" + PromotionStep.ROUTE)
                .expect(200)
                .body()
                .path("items")) {
            if (OPEN.contains(rollout.path("state").asString(""))) {
                gateway.post(
                                "%s/%s/abort"
                                        .formatted(ROLLOUTS, rollout.path("id").asString("")),
                                Map.of("reason", "Restarted by the demo."))
                        .expect(200);
            }
        }
    }

    /// Monitoring's record of a rollback, as soon as it exists.
    JsonNode rollback(String id) {
        return Waiting.until(
                "monitoring reports the rollback of " + id,
                LIMIT,
                () -> find(monitoring.get("/api/v1/rollbacks?limit=20"), "rolloutId", id));
    }

    private static Optional<JsonNode> find(Answer list, String field, String value) {
        return list.expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path(field).asString("").equals(value))
                .findFirst();
    }
}
