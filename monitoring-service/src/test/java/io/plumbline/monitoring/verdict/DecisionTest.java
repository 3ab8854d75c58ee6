package io.plumbline.monitoring.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionTest {

    @Test
    void promotesNothingWhileTheEvidenceLagsBehindTheLog() {
        RolloutDecision old = new RolloutDecision(VerdictKind.PROMOTE, "safe", false).onOldEvidence();
        assertThat(old.verdict()).isEqualTo(VerdictKind.HOLD);
        assertThat(old.reason()).contains("not been analysed yet");
    }

    @Test
    void keepsAHarmVerdictDespiteMissingEvidence() {
        RolloutDecision harm = new RolloutDecision(VerdictKind.ROLL_BACK, "worse", false);
        assertThat(harm.onOldEvidence()).isEqualTo(harm);
    }
}
