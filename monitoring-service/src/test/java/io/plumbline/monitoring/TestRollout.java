package io.plumbline.monitoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rollout of version 2 beside version 1, as the gateway's events tell it.
public record TestRollout(
        String route, int step, int weight, String state, List<Map<String, Object>> steps, double falseRollbackRate) {

    public TestRollout(String route) {
        this(route, 0, 20, "RUNNING", List.of(Map.of("weight", 20), Map.of("weight", 50, "minCalls", 20)), 0.01);
    }

    public TestRollout state(String other) {
        return new TestRollout(route, step, weight, other, steps, falseRollbackRate);
    }

    public TestRollout step(int other, int itsWeight) {
        return new TestRollout(route, other, itsWeight, state, steps, falseRollbackRate);
    }

    public TestRollout steps(List<Map<String, Object>> other) {
        return new TestRollout(route, step, weight, state, other, falseRollbackRate);
    }

    public Map<String, Object> attributes() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("route", route),
                Map.entry("environment", "PRODUCTION"),
                Map.entry("model", "support"),
                Map.entry("control", Map.of("variant", "stable", "version", 1)),
                Map.entry("canary", Map.of("variant", "canary", "version", 2)),
                Map.entry("step", step),
                Map.entry("weight", weight),
                Map.entry("steps", steps),
                Map.entry(
                        "analysis",
                        Map.of(
                                "metrics",
                                List.of(
                                        Map.of("name", "errorRate", "margin", 0.02),
                                        Map.of("name", "score", "margin", 0.05)),
                                "falseRollbackRate",
                                falseRollbackRate)),
                Map.entry("state", state),
                Map.entry("reason", "because the test says so"),
                Map.entry("evidence", Map.of("calls", 7))));
    }

    /// A call that was drawn in it.
    public Map<String, Object> call(UUID id, boolean canary, @Nullable String fault) {
        Map<String, Object> call = TestCalls.call(route, canary ? "canary" : "stable", 5);
        call.put("modelVersion", canary ? 2 : 1);
        call.put("faultDomain", fault == null ? "none" : fault);
        call.put("rollout", Map.of("id", id.toString(), "step", step));
        return call;
    }
}
