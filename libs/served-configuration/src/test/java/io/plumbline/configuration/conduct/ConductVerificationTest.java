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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Logs that tell stories, and what is decided about their calls.
class ConductVerificationTest {

    private static final Duration GRACE = Duration.ofHours(1);

    private final ConductVerification verification = new ConductVerification();
    private Instant now = Instant.parse("2026-11-29T00:00:00Z");
    private long index;

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void event(String action, Resource resource, String actor, Outcome outcome, Map<String, ?> attributes) {
        now = now.plusSeconds(10);
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

    private void event(String action, Resource resource, Map<String, ?> attributes) {
        event(action, resource, "somebody", Outcome.SUCCESS, attributes);
    }

    private void model(String tier) {
        event(
                "registry.model.registered",
                new Resource("model", "m", null),
                Map.of("riskTier", tier, "requiredSuites", List.of("s")));
        suite(1);
    }

    private void suite(int revision) {
        event("eval.suite.stored", new Resource("suite", "s", String.valueOf(revision)), Map.of());
    }

    private void gate(int version, int revision, String verdict) {
        String run = UUID.randomUUID().toString();
        event("eval.gate.finished", new Resource("gate", run, null), Map.of("verdict", verdict));
        evaluation(version, revision, verdict, run);
    }

    private void evaluation(int version, int revision, String verdict, String run) {
        event(
                "registry.evaluation.recorded",
                new Resource("model-version", "m", String.valueOf(version)),
                Map.of("suite", "s", "suiteRevision", revision, "verdict", verdict, "counts", true, "runId", run));
    }

    private String approval(String action, String resource, String... people) {
        String id = UUID.randomUUID().toString();
        event(
                "governance.approval.requested",
                new Resource("approval", id, null),
                Map.of("requestedBy", "engineer", "action", action, "resource", resource));
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

    private static ServedConfiguration serving(int version, String hardening) {
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

    private void authorize(ServedConfiguration configuration, Map<String, ?> more) {
        Map<String, Object> attributes = new LinkedHashMap<>(Map.of(
                "servedConfiguration", configuration.digest(),
                "document", configuration.document(),
                "riskTier", "MINIMAL",
                "basis", "EVIDENCE",
                "changes", List.of()));
        attributes.putAll(more);
        event("gateway.configuration.authorized", new Resource("route", "r", null), attributes);
    }

    private void supersede(ServedConfiguration configuration) {
        event(
                "gateway.configuration.superseded",
                new Resource("route", "r", null),
                Map.of("servedConfiguration", configuration.digest()));
    }

    private void call(String environment, int version, String digest) {
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

    @Test
    void asksNothingOfACallThatReachedNoProvider() {
        event(
                "gateway.call.blocked",
                new Resource("route", "r", null),
                "somebody",
                Outcome.BLOCKED,
                Map.of(
                        "route", "r",
                        "purpose", "production",
                        "environment", "PRODUCTION",
                        "attempts", 0,
                        "servedConfiguration", serving(1, null).digest()));
        assertHolds(0);
        assertThat(verification.report().refused()).isEqualTo(1);
    }

    @Test
    void verifiesARouteOfTheNameThatCallsWithoutARouteHave() {
        event(
                "gateway.call.completed",
                new Resource("route", "unresolved", null),
                Map.of(
                        "route", "unresolved",
                        "purpose", "production",
                        "environment", "PRODUCTION",
                        "servedConfiguration", serving(1, null).digest()));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    private void call(ServedConfiguration configuration) {
        call("PRODUCTION", configuration.target().version(), configuration.digest());
    }

    private void assertHolds(long proven) {
        ConductReport report = verification.report();
        assertThat(report.violations()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.proven()).isEqualTo(proven).isEqualTo(report.calls());
    }

    private void assertViolates(Kind... kinds) {
        assertThat(verification.report().counts().keySet()).containsExactlyInAnyOrder(kinds);
    }

    @Test
    void provesCallsOfWhatWasGatedAndApproved() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer");
        authorize(serving(1, null), Map.of());
        call(serving(1, null));
        call(serving(1, null));
        assertHolds(2);
    }

    @Test
    void findsCallsOfWhatNobodyAuthorised() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call(serving(2, null));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void findsCallsOfWhatWasSuperseded() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        supersede(serving(1, null));
        call(serving(1, null));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void findsWhatWasAuthorisedWithoutItsGate() {
        model("MINIMAL");
        gate(1, 1, "FAIL");
        authorize(serving(1, null), Map.of());
        call(serving(1, null));
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE, Kind.CONFIGURATION_NOT_AUTHORIZED);
        assertThat(verification.report().proven()).isZero();
    }

    @Test
    void believesNoResultThatEvalServiceDidNotWrite() {
        model("MINIMAL");
        evaluation(1, 1, "PASS", UUID.randomUUID().toString());
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE);
    }

    @Test
    void findsASuiteThatWasMadeEasyForAWhile() {
        model("MINIMAL");
        suite(2);
        gate(1, 2, "PASS");
        suite(3);
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE);
    }

    @Test
    void toleratesAFailureUntilTheGraceIsOver() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        gate(1, 1, "FAIL");
        pass(GRACE.minusMinutes(5));
        call(serving(1, null));
        assertHolds(1);
        pass(Duration.ofMinutes(10));
        call(serving(1, null));
        assertViolates(Kind.GATE_MISSING);
    }

    @Test
    void asksForPeopleOtherThanTheRequester() {
        model("HIGH");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer", "engineer");
        authorize(serving(1, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void asksForTheStrictestTierThatARouteHasServed() {
        model("HIGH");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer", "other");
        authorize(serving(1, null), Map.of());
        event(
                "registry.model.changed",
                new Resource("model", "m", null),
                Map.of("riskTier", "MINIMAL", "requiredSuites", List.of("s")));
        gate(2, 1, "PASS");
        authorize(serving(2, null), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void asksForTheApprovalOfOtherHardening() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer");
        authorize(serving(1, null), Map.of());
        String id = approval("gateway.route.change", "route:r sha256:x", "officer");
        authorize(serving(1, "sha256:h"), Map.of("basis", "APPROVAL", "approvalId", id, "approvers", 1));
        call(serving(1, "sha256:h"));
        assertHolds(1);
        authorize(serving(1, "sha256:other"), Map.of());
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    /// What differs from an approved configuration in nothing that takes an approval rests on that approval too.
    @Test
    void findsCallsAfterTheGraceOfARevokedApprovalAlsoWhereAFreeChangeCameBetween() {
        hardenedByApproval();
        String id = approval("gateway.route.change", "route:r sha256:x", "officer");
        authorize(serving(1, "sha256:h"), Map.of("basis", "APPROVAL", "approvalId", id, "approvers", 1));
        ServedConfiguration next = mirrored(serving(1, "sha256:h"));
        authorize(next, Map.of());
        supersede(serving(1, "sha256:h"));
        revoke(id);
        call(next);
        assertHolds(1);
        pass(GRACE.plusMinutes(1));
        call(next);
        assertViolates(Kind.APPROVAL_NOT_GIVEN);
    }

    @Test
    void takesAProvidersApprovalForItsAddressAlone() {
        hardenedByApproval();
        String id = approval("gateway.provider.change", "provider:p sha256:x", "officer");
        authorize(serving(1, "sha256:h"), Map.of("basis", "APPROVAL", "approvalId", id, "approvers", 1));
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void takesARouteAsUpgradedOnlyBeforeAnythingElseOfIt() {
        authorize(serving(1, null), Map.of("basis", "UPGRADE"));
        authorize(serving(2, null), Map.of("basis", "UPGRADE"));
        assertThat(verification.report().upgraded()).isEqualTo(2);
        hardenedByApproval();
        authorize(serving(3, "sha256:h"), Map.of("basis", "UPGRADE"));
        assertViolates(Kind.AUTHORIZED_WITHOUT_GATE);
    }

    /// Nor is what rests on it a measure of what comes after it.
    @Test
    void findsAFreeChangeAfterAnApprovalWasRevoked() {
        hardenedByApproval();
        String id = approval("gateway.route.change", "route:r sha256:x", "officer");
        authorize(serving(1, "sha256:h"), Map.of("basis", "APPROVAL", "approvalId", id, "approvers", 1));
        supersede(serving(1, null));
        revoke(id);
        pass(Duration.ofMinutes(1));
        authorize(mirrored(serving(1, "sha256:h")), Map.of());
        call(mirrored(serving(1, "sha256:h")));
        assertViolates(Kind.AUTHORIZED_WITHOUT_APPROVAL, Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    private void hardenedByApproval() {
        model("LIMITED");
        gate(1, 1, "PASS");
        approval("registry.model.promote", "model-version:m@1", "officer");
        authorize(serving(1, null), Map.of());
    }

    private void revoke(String approval) {
        event("governance.approval.revoked", new Resource("approval", approval, null), Map.of());
    }

    private static ServedConfiguration mirrored(ServedConfiguration configuration) {
        return new ServedConfiguration(
                configuration.environment(),
                configuration.target(),
                configuration.prompt(),
                configuration.hardening(),
                configuration.policy(),
                configuration.retrieval(),
                configuration.output(),
                configuration.fallbacks(),
                new ServedConfiguration.Shadow(0.001, configuration.target()));
    }

    @Test
    void believesNoApprovalThatTheLogDoesNotHave() {
        model("LIMITED");
        gate(1, 1, "PASS");
        authorize(
                serving(1, null),
                Map.of("basis", "APPROVAL", "approvalId", UUID.randomUUID().toString(), "approvers", 1));
        assertViolates(Kind.APPROVAL_NOT_GIVEN, Kind.AUTHORIZED_WITHOUT_APPROVAL);
    }

    @Test
    void findsARouteThatLeftProduction() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call("DEVELOPMENT", 1, serving(1, null).digest());
        assertViolates(Kind.LEFT_PRODUCTION);
    }

    @Test
    void findsADocumentThatIsNotThatOfItsDigest() {
        authorize(
                serving(1, null), Map.of("servedConfiguration", serving(2, null).digest()));
        assertViolates(Kind.DOCUMENT_CHANGED);
    }

    @Test
    void findsAnswersOfAnotherModel() {
        model("MINIMAL");
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call("PRODUCTION", 7, serving(1, null).digest());
        assertViolates(Kind.SERVED_BY_ANOTHER);
    }

    @Test
    void countsCallsWhileTheRulesAreLifted() {
        model("MINIMAL");
        event(
                "gateway.breakGlass.opened",
                new Resource("route", "r", null),
                Map.of("reason", "outage", "until", now.plusSeconds(3_600).toString()));
        authorize(
                serving(1, null),
                Map.of(
                        "basis",
                        "BREAK_GLASS",
                        "expiresAt",
                        now.plusSeconds(3_600).toString()));
        call(serving(1, null));
        assertThat(verification.report().lifted()).isEqualTo(1);
        assertThat(verification.report().holds()).isTrue();
        event("gateway.breakGlass.closed", new Resource("route", "r", null), Map.of());
        call(serving(1, null));
        assertViolates(Kind.CONFIGURATION_NOT_AUTHORIZED);
    }

    @Test
    void takesAnySuiteWhereNoneIsRequired() {
        model("MINIMAL");
        event(
                "registry.model.changed",
                new Resource("model", "m", null),
                Map.of("riskTier", "MINIMAL", "requiredSuites", List.of()));
        gate(1, 1, "PASS");
        authorize(serving(1, null), Map.of());
        call(serving(1, null));
        assertHolds(1);
    }

    @Test
    void namesEventsThatItCannotRead() {
        event("registry.model.changed", new Resource("model", "m", null), Map.of("riskTier", "NONE"));
        assertViolates(Kind.EVENT_UNREADABLE);
    }

    @Test
    void leavesAsideWhatIsNotProduction() {
        call("NONE", 1, "sha256:x");
        call("DEVELOPMENT", 1, "sha256:x");
        assertHolds(0);
        assertThat(verification.report().aside()).isEqualTo(2);
    }
}
