package io.plumbline.monitoring.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.monitoring.canary.RolloutAnalysisResponse.AnalysedStep;
import io.plumbline.monitoring.canary.RolloutAnalysisResponse.PresentVerdict;
import io.plumbline.monitoring.rollout.RolloutState;
import io.plumbline.monitoring.rollout.Times;
import io.plumbline.monitoring.verdict.VerdictKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutStandingTest {

    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    private static final Instant PROMOTED = START.plus(Duration.ofMinutes(30));
    private static final Instant WATCHED = PROMOTED.plus(Duration.ofHours(1));
    private static final PresentVerdict HOLD = new PresentVerdict(VerdictKind.HOLD, "7 of 50 calls.");

    @Test
    void showsTheVerdictOfARunningRollout() {
        RolloutStanding standing = standing(RolloutState.RUNNING, times(null, null), HOLD, START);
        assertThat(standing.lead()).isEqualTo("Holding at its step (HOLD)");
        assertThat(standing.sentence()).isEqualTo("7 of 50 calls.");
        assertThat(standing.step()).isEqualTo("1 of 2, 20 % of the calls");
    }

    @Test
    void doesNotHoldAPromotedVersionThatIsWatched() {
        RolloutStanding standing = standing(RolloutState.PROMOTED, times(WATCHED, null), HOLD, PROMOTED);
        assertThat(standing.lead()).isEqualTo("Promoted");
        assertThat(standing.sentence()).endsWith("until");
        assertThat(standing.at()).isEqualTo(WATCHED);
        assertThat(standing.step()).isEqualTo("2 of 2, done");
    }

    @Test
    void endsTheWatchOnTimeWithoutAnotherCall() {
        RolloutStanding standing = standing(RolloutState.PROMOTED, times(WATCHED, null), HOLD, WATCHED);
        assertThat(standing.sentence()).endsWith("ended at");
        assertThat(standing.at()).isEqualTo(WATCHED);
    }

    @Test
    void endsTheWatchWhenAnotherRolloutStarts() {
        Instant next = PROMOTED.plusSeconds(60);
        assertThat(standing(RolloutState.PROMOTED, times(WATCHED, next), null, next)
                        .at())
                .isEqualTo(next);
    }

    @Test
    void reportsHarmByAPromotedVersion() {
        PresentVerdict harm = new PresentVerdict(VerdictKind.ROLL_BACK, "errorRate: 0.600.");
        RolloutStanding standing = standing(RolloutState.PROMOTED, times(WATCHED, null), harm, PROMOTED);
        assertThat(standing.lead()).contains("Harmful: being rolled back");
        assertThat(standing.sentence()).isEqualTo("errorRate: 0.600.");
    }

    @Test
    void showsTheOutcomeOfOtherRollouts() {
        Times ended = times(null, PROMOTED);
        assertThat(standing(RolloutState.PENDING, times(null, null), HOLD, START)
                        .lead())
                .isEqualTo("Scheduled");
        assertThat(standing(RolloutState.PAUSED, times(null, null), HOLD, START).lead())
                .isEqualTo("Paused");
        assertThat(standing(RolloutState.ABORTED, ended, null, PROMOTED).step()).isEqualTo("ended at 1 of 2");
        assertThat(standing(RolloutState.ROLLED_BACK, ended, null, PROMOTED).at())
                .isEqualTo(PROMOTED);
    }

    @Test
    void showsTheActionAtTheEndAndNotTheLaterState() {
        Times ended = times(null, PROMOTED);
        assertThat(standing(RolloutState.ABORTED, ended, null, PROMOTED).sentence())
                .isEqualTo("all calls returned to the control at");
        assertThat(standing(RolloutState.ROLLED_BACK, ended, null, PROMOTED).sentence())
                .isEqualTo("the previous version took over again at");
    }

    private static RolloutStanding standing(
            RolloutState state, Times times, @Nullable PresentVerdict verdict, Instant now) {
        return RolloutStanding.of(state, times, new AnalysedStep(0, 2, 20, 7), verdict, now);
    }

    private static Times times(@Nullable Instant watchedUntil, @Nullable Instant ended) {
        return new Times(START, START, watchedUntil == null ? null : PROMOTED, watchedUntil, ended);
    }
}
