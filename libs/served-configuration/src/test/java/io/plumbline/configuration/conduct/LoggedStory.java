package io.plumbline.configuration.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Environment;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes logs that tell stories, and looks at what is decided about their calls.
abstract class LoggedStory {
    static final Duration GRACE = Duration.ofHours(1);

    final ConductVerification verification = new ConductVerification();

    Instant now = Instant.parse("2026-11-29T00:00:00Z");

    /// How much later each event is than the one before it.
    Duration step = Duration.ofSeconds(10);

    private long index;

    void pass(Duration time) {
        now = now.plus(time);
    }

    void event(String action, Resource resource, String actor, Outcome outcome, Map<String, ?> attributes) {
        now = now.plus(step);
        long millis = now.toEpochMilli();
        UUID id = new UUID((millis << 16) | 0x7000 | (index & 0xfff), 0x8000000000000000L | index);
        var builder = AuditEvent.builder(id)
                .service(action.substring(0, action.indexOf('.')))
                .team("team")
                .actor(new Actor("user", actor))
                .action(action)
                .resource(resource)
                .outcome(outcome)
                .traceId("0".repeat(31) + "1");
        attributes.forEach(builder::attribute);
        verification.take(new SequencedEvent(index++, builder.build()));
    }

    void event(String action, Resource resource, Map<String, ?> attributes) {
        event(action, resource, "somebody", Outcome.SUCCESS, attributes);
    }

    void model(String tier) {
        event(
                "registry.model.registered",
                new Resource("model", "m", null),
                Map.of("riskTier", tier, "requiredSuites", List.of("s")));
        suite(1);
    }

    void suite(int revision) {
        event("eval.suite.stored", new Resource("suite", "s", String.valueOf(revision)), Map.of());
    }

    void gate(int version, int revision, String verdict) {
        String run = UUID.randomUUID().toString();
        event("eval.gate.finished", new Resource("gate", run, null), Map.of("verdict", verdict));
        evaluation(version, revision, verdict, run);
    }

    void evaluation(int version, int revision, String verdict, String run) {
        event(
                "registry.evaluation.recorded",
                new Resource("model-version", "m", String.valueOf(version)),
                Map.of("suite", "s", "suiteRevision", revision, "verdict", verdict, "counts", true, "runId", run));
    }

    String approval(String action, String resource, String... people) {
        return approval(action, resource, List.of(), people);
    }

    String approval(String action, String resource, List<String> excluded, String... people) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> attributes =
                new HashMap<>(Map.of("requestedBy", "engineer", "action", action, "resource", resource));
        if (!excluded.isEmpty()) {
            attributes.put("excluded", excluded);
        }
        event("governance.approval.requested", new Resource("approval", id, null), attributes);
        for (String person : people) {
            event(
                    "governance.approval.decided",
                    new Resource("approval", id, null),
                    person,
                    Outcome.SUCCESS,
                    Map.of("decision", "APPROVE"));
        }
        return id;
    }

    static ServedConfiguration serving(int version, String hardening) {
        return new ServedConfiguration(
                Environment.PRODUCTION,
                new Target(
                        "m",
                        version,
                        "sha256:m" + version,
                        new ServedConfiguration.Provider("p", "openai", "https://p.example"),
                        "gpt"),
                null,
                hardening,
                new Policy("standard", 1, "sha256:policy", GRACE.toSeconds()),
                null,
                null,
                List.of(),
                null);
    }

    void authorize(ServedConfiguration configuration, Map<String, ?> more) {
        Map<String, Object> attributes = new LinkedHashMap<>(Map.of(
                "servedConfiguration", configuration.digest(),
                "document", configuration.document(),
                "riskTier", "MINIMAL",
                "basis", "EVIDENCE",
                "changes", List.of()));
        attributes.putAll(more);
        event("gateway.configuration.authorized", new Resource("route", "r", null), attributes);
    }

    void supersede(ServedConfiguration configuration) {
        event(
                "gateway.configuration.superseded",
                new Resource("route", "r", null),
                Map.of("servedConfiguration", configuration.digest()));
    }

    void call(String environment, int version, String digest) {
        event(
                "gateway.call.completed",
                new Resource("route", "r", null),
                Map.of(
                        "route", "r",
                        "purpose", "production",
                        "environment", environment,
                        "servedConfiguration", digest,
                        "provider", "p",
                        "upstreamModel", "gpt",
                        "model", "m",
                        "modelVersion", version));
    }

    void call(ServedConfiguration configuration) {
        call("PRODUCTION", configuration.target().version(), configuration.digest());
    }

    void assertHolds(long proven) {
        ConductReport report = verification.report();
        assertThat(report.violations()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.proven()).isEqualTo(proven).isEqualTo(report.calls());
    }

    void assertViolates(Kind... kinds) {
        assertThat(verification.report().counts().keySet()).containsExactlyInAnyOrder(kinds);
    }

    void hardenedByApproval() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer");
        authorize(serving(1, null), Map.of());
    }
}
