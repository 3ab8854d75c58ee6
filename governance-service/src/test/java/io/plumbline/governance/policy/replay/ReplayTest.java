package io.plumbline.governance.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.governance.policy.replay.ReplayReport.ChangedFindings;
import io.plumbline.governance.policy.replay.ReplayReport.Shift;
import io.plumbline.governance.policy.replay.ReplayReport.Tally;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {

    private static final CallFinding EMAIL = new CallFinding("input", "pii", "EMAIL_ADDRESS", 0.95, "redact", 2);
    private static final CallFinding WEAK = new CallFinding("input", "pii", "US_SSN", 0.4, "allow", 1);
    private static final CallFinding ATTACK = new CallFinding("tool", "jailbreak", "ROLE_PLAY", 0.8, "block", 1);

    private static GuardPolicy draft(String json) {
        return PolicyDocument.read(
                new JsonMapper().readValue(json.replace('`', '"'), new TypeReference<Map<String, Object>>() {}));
    }

    private static ReplayedCall call(String route, CallFinding... found) {
        return new ReplayedCall(
                new UUID(1, route.hashCode()),
                Instant.EPOCH,
                "retail",
                route,
                "own@3",
                Set.of("application"),
                List.of(found));
    }

    private static ReplayReport replayed(String draft, ReplayedCall... calls) {
        Replay replay = new Replay(draft(draft));
        List.of(calls).forEach(replay::take);
        return replay.report();
    }

    @Test
    void reportsNoChangeForAnEquivalentDraft() {
        ReplayReport report = replayed(
                "{`stages`: {`input`: {`pii`: {`action`: `redact`}}, `tool`: {`jailbreak`: {`action`: `block`}}}}",
                call("a", EMAIL, WEAK),
                call("b", ATTACK),
                call("c"));
        assertThat(report.calls()).isEqualTo(3);
        assertThat(report.changed()).isZero();
        assertThat(report.findings()).isEmpty();
        assertThat(report.examples()).isEmpty();
    }

    @Test
    void reportsChangedDecisionsAndTheirReasons() {
        ReplayReport report = replayed(
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `threshold`: 0.3,"
                        + " `entityRules`: {`US_SSN`: {`action`: `block`}}}}}}",
                call("a", EMAIL, WEAK),
                call("a", EMAIL),
                call("b", ATTACK));
        assertThat(report.decisions())
                .containsExactlyInAnyOrder(new Shift("redact", "block", 1), new Shift("block", "allow", 1));
        assertThat(report.findings())
                .containsExactlyInAnyOrder(
                        new ChangedFindings("input", "pii", "US_SSN", "allow", "block", 1, 1),
                        new ChangedFindings("tool", "jailbreak", "ROLE_PLAY", "block", "allow", 1, 1));
        assertThat(report.routes()).containsOnly(Map.entry("a", new Tally(2, 1)), Map.entry("b", new Tally(1, 1)));
        assertThat(report.examples())
                .extracting(ReplayReport.Example::because)
                .containsExactly(
                        List.of("input pii US_SSN: allow → block"), List.of("tool jailbreak ROLE_PLAY: block → allow"));
    }

    @Test
    void countsFindingsThatChangeTheTextButNotTheDecision() {
        ReplayReport report = replayed(
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `threshold`: 0.3}}}}", call("a", EMAIL, WEAK));
        assertThat(report.changed()).isZero();
        assertThat(report.findings())
                .containsExactly(new ChangedFindings("input", "pii", "US_SSN", "allow", "redact", 1, 1));
    }

    @Test
    void appliesTheExceptionsOfTheDraft() {
        String draft = "{`stages`: {`input`: {`pii`: {`action`: `block`, `exceptions`:"
                + " [{`roles`: [`application`], `routes`: [`lab`], `action`: `redact`}]}}}}";
        assertThat(replayed(draft, call("lab", EMAIL), call("shop", EMAIL)).decisions())
                .containsExactly(new Shift("redact", "block", 1));
    }
}
