package io.plumbline.console.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.rollout.AnalysisClient.Analysis;
import io.plumbline.console.rollout.AnalysisClient.Arm;
import io.plumbline.console.rollout.AnalysisClient.Arms;
import io.plumbline.console.rollout.AnalysisClient.Course;
import io.plumbline.console.rollout.AnalysisClient.Times;
import io.plumbline.console.rollout.AnalysisClient.Verdict;
import io.plumbline.console.rollout.RolloutClient.Candidate;
import io.plumbline.console.rollout.RolloutClient.Comparison;
import io.plumbline.console.rollout.RolloutClient.Control;
import io.plumbline.console.rollout.RolloutClient.Rollout;
import io.plumbline.console.rollout.RolloutClient.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutStandingTest {

    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    private static final Instant PROMOTED = START.plus(Duration.ofMinutes(30));
    private static final Instant WATCHED = PROMOTED.plus(Duration.ofHours(1));
    private static final Verdict HOLD = new Verdict("HOLD", "7 of 50 calls.");

    @Test
    void showsTheVerdictOfARunningRollout() {
        RolloutStanding standing = standing("RUNNING", times(null, null), HOLD, START);
        assertThat(standing.lead()).isEqualTo("Holding at its step");
        assertThat(standing.sentence()).isEqualTo("7 of 50 calls.");
        assertThat(standing.step()).isEqualTo("1 of 2, 20 % of the calls");
    }

    @Test
    void doesNotHoldAPromotedVersionThatIsWatched() {
        RolloutStanding standing = standing("PROMOTED", times(WATCHED, null), HOLD, PROMOTED);
        assertThat(standing.lead()).isEqualTo("Promoted");
        assertThat(standing.sentence()).endsWith("until");
        assertThat(standing.at()).isEqualTo(WATCHED);
        assertThat(standing.step()).isEqualTo("2 of 2");
    }

    @Test
    void endsTheWatchOnTimeWithoutAnotherCall() {
        RolloutStanding standing = standing("PROMOTED", times(WATCHED, null), HOLD, WATCHED);
        assertThat(standing.sentence()).endsWith("ended at");
        assertThat(standing.at()).isEqualTo(WATCHED);
    }

    @Test
    void endsTheWatchWhenAnotherRolloutStarts() {
        Instant next = PROMOTED.plusSeconds(60);
        assertThat(standing("PROMOTED", times(WATCHED, next), null, next).at()).isEqualTo(next);
    }

    @Test
    void reportsHarmByAPromotedVersion() {
        Verdict harm = new Verdict("ROLL_BACK", "errorRate: 0.600.");
        RolloutStanding standing = standing("PROMOTED", times(WATCHED, null), harm, PROMOTED);
        assertThat(standing.lead()).contains("Harmful: being rolled back");
        assertThat(standing.sentence()).isEqualTo("errorRate: 0.600.");
    }

    @Test
    void showsTheOutcomeOfOtherRollouts() {
        Times ended = times(null, PROMOTED);
        assertThat(standing("PENDING", times(null, null), HOLD, START).lead()).isEqualTo("Scheduled");
        assertThat(standing("PAUSED", times(null, null), HOLD, START).lead()).isEqualTo("Paused");
        assertThat(standing("ABORTED", ended, null, PROMOTED).step()).isEqualTo("ended at 1 of 2");
        assertThat(standing("ROLLED_BACK", ended, null, PROMOTED).at()).isEqualTo(PROMOTED);
    }

    @Test
    void showsTheActionAtTheEndAndNotTheLaterState() {
        Times ended = times(null, PROMOTED);
        assertThat(standing("ABORTED", ended, null, PROMOTED).sentence())
                .isEqualTo("All calls returned to the control at");
        assertThat(standing("ROLLED_BACK", ended, null, PROMOTED).sentence())
                .isEqualTo("The previous version took over again at");
    }

    private static RolloutStanding standing(String state, Times times, @Nullable Verdict verdict, Instant now) {
        UUID id = new UUID(0, 1);
        Rollout rollout = new Rollout(
                id,
                "team-a",
                "support",
                state,
                0,
                20,
                new Candidate("assistant", 2, null),
                new Control("stable", "assistant", 1, null),
                List.of(new Step(20, 50, null), new Step(50, 50, null)),
                START,
                new Comparison("AUTOMATIC"),
                null,
                null,
                null);
        Arm arm = new Arm("stable", 1, null, 0, 0, 0, null, 0, null);
        Analysis analysis = new Analysis(
                id,
                state,
                times,
                new AnalysisClient.Step(0, 2, 20, 7),
                new Arms(arm, arm, null),
                List.of(),
                verdict,
                new Course(List.of(), List.of(), List.of()));
        return RolloutStanding.of(rollout, analysis, now);
    }

    @Test
    void speaksOfTheGatewaysStateWithoutAnAnalysis() {
        RolloutStanding standing = RolloutStanding.of(
                new Rollout(
                        new UUID(0, 1),
                        "team-a",
                        "support",
                        "RUNNING",
                        1,
                        50,
                        new Candidate("assistant", 2, null),
                        new Control("stable", "assistant", 1, null),
                        List.of(new Step(20, 50, null), new Step(50, 50, null)),
                        START,
                        new Comparison("AUTOMATIC"),
                        null,
                        null,
                        null),
                null,
                START);
        assertThat(standing.lead()).isEqualTo("Running");
        assertThat(standing.step()).isEqualTo("2 of 2, 50 % of the calls");
    }

    private static Times times(@Nullable Instant watchedUntil, @Nullable Instant ended) {
        return new Times(START, watchedUntil == null ? null : PROMOTED, watchedUntil, ended);
    }
}
