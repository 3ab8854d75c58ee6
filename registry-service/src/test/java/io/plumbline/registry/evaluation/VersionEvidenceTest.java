package io.plumbline.registry.evaluation;

import static io.plumbline.registry.evaluation.Verdict.FAIL;
import static io.plumbline.registry.evaluation.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.evaluation.VersionEvidence.Lapse;
import io.plumbline.registry.suite.SuiteTimeline;
import io.plumbline.registry.suite.SuiteTimeline.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionEvidenceTest {

    private static final List<String> SUPPORT = List.of("support");

    private long ids;

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    private FinishedGate gate(int finishedAt, @Nullable Integer revision, Verdict verdict) {
        return gate("support", finishedAt, revision, null, verdict);
    }

    private FinishedGate gate(
            String suite, int finishedAt, @Nullable Integer revision, @Nullable String model, Verdict verdict) {
        UUID id = new UUID(0, ids++);
        return new FinishedGate(id, 1, suite, revision, model, false, verdict, at(finishedAt), id, id, null, null);
    }

    private static Map<String, SuiteTimeline> support(Revision... revisions) {
        return Map.of("support", new SuiteTimeline(List.of(revisions)));
    }

    private static Optional<Instant> since(VersionEvidence evidence, List<String> required) {
        return evidence.lapse(required, _ -> Instant.EPOCH).map(Lapse::since);
    }

    @Test
    void holdsWhileTheSuiteIsUnchanged() {
        VersionEvidence evidence = VersionEvidence.of(List.of(gate(10, 1, PASS)), support(new Revision(1, at(1))));
        assertThat(evidence.isGated(SUPPORT)).isTrue();
        assertThat(since(evidence, SUPPORT)).isEmpty();
        assertThat(evidence.with(Map.of("support", 2), at(30)).isGated(SUPPORT)).isFalse();
        assertThat(since(evidence.with(Map.of("support", 2), at(30)), SUPPORT)).contains(at(30));
        assertThat(evidence.with(Map.of("support", SuiteTimeline.NONE), at(30)).isGated(SUPPORT))
                .isFalse();
    }

    @Test
    void treatsAnUnknownSuiteAsUnchanged() {
        assertThat(VersionEvidence.of(List.of(gate(10, 1, PASS)), Map.of()).isGated(SUPPORT))
                .isTrue();
    }

    @Test
    void lapsesWithTheFirstLaterRevision() {
        VersionEvidence evidence = VersionEvidence.of(
                List.of(gate(10, 1, PASS)),
                support(new Revision(1, at(1)), new Revision(2, at(20)), new Revision(3, at(30))));
        assertThat(since(evidence, SUPPORT)).contains(at(20));
        assertThat(since(
                        VersionEvidence.of(
                                List.of(gate(10, 1, PASS), gate(25, 2, PASS)),
                                support(new Revision(1, at(1)), new Revision(2, at(20)), new Revision(3, at(30)))),
                        SUPPORT))
                .as("it held again in between")
                .contains(at(30));
    }

    @Test
    void lapsesWithTheFirstFailureEvenOnALaterRevision() {
        VersionEvidence evidence = VersionEvidence.of(
                List.of(gate(10, 1, PASS), gate(20, 1, FAIL), gate(40, 2, FAIL)),
                support(new Revision(1, at(1)), new Revision(2, at(30))));
        assertThat(since(evidence, SUPPORT)).contains(at(20));
        assertThat(evidence.lapse(SUPPORT, _ -> at(35)).orElseThrow())
                .isEqualTo(new Lapse(at(35), "A gate of the suite support ended FAIL."));
    }

    @Test
    void treatsAGateOfANewerRevisionAsTheNewest() {
        VersionEvidence evidence = VersionEvidence.of(
                List.of(gate(20, 2, FAIL), gate(25, 1, PASS)),
                support(new Revision(1, at(1)), new Revision(2, at(15))));
        assertThat(evidence.verdicts()).isEqualTo(Map.of("support", FAIL));
    }

    @Test
    void lapsesWithTheLastSuiteIfAnySuiteIsEnough() {
        VersionEvidence evidence = VersionEvidence.of(
                List.of(
                        gate(10, 1, PASS),
                        gate("other", 11, 1, null, PASS),
                        gate("other", 30, 1, null, FAIL),
                        gate("never", 50, 1, null, FAIL)),
                support(new Revision(2, at(20))));
        assertThat(evidence.isGated(List.of())).isFalse();
        assertThat(evidence.wasGated(List.of())).isTrue();
        assertThat(since(evidence, List.of())).contains(at(30));
    }

    @Test
    void lapsesForAPromptWithTheFirstFailingModel() {
        VersionEvidence evidence = VersionEvidence.of(
                List.of(
                        gate("support", 10, 1, "good@1", PASS),
                        gate("support", 20, 1, "poor@1", FAIL),
                        gate("support", 30, 1, "good@1", PASS)),
                Map.of());
        assertThat(since(evidence, SUPPORT)).contains(at(20));
        assertThat(evidence.newest(SUPPORT)).extracting(FinishedGate::model).containsExactly("good@1", "poor@1");
    }

    @Test
    void ignoresASuiteThatNeverRan() {
        VersionEvidence evidence = VersionEvidence.of(List.of(gate("other", 10, 1, null, PASS)), Map.of());
        assertThat(since(evidence, SUPPORT)).isEmpty();
        assertThat(evidence.wasGated(SUPPORT)).isFalse();
        assertThat(evidence.missing(SUPPORT)).containsExactly(new GateRule.Missing("support", null));
    }
}
