package io.plumbline.console.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.gate.GateClient.Run;
import io.plumbline.console.gate.GateClient.Slice;
import io.plumbline.console.gate.GateClient.SliceCheck;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SliceRowTest {

    @Test
    void distinguishesPassedSlicesFromInconclusiveOnes() {
        assertThat(SliceRow.open(List.of(slice("PASS"), slice("SKIPPED")))).isEqualTo("None failed.");
        assertThat(SliceRow.open(List.of(slice("PASS"), slice("INCONCLUSIVE"))))
                .isEqualTo("None failed. 1 of 2 slices is inconclusive.");
        assertThat(SliceRow.open(List.of(slice("INCONCLUSIVE"), slice("INCONCLUSIVE"))))
                .isEqualTo("None failed. 2 of 2 slices are inconclusive.");
    }

    @Test
    void explainsAFailedSlice() {
        assertThat(SliceRow.of(List.of(slice("FAIL"))).getFirst().getReason())
                .isEqualTo("Changed by −0.254: even the upper end is a drop.");
    }

    @Test
    void explainsWhyARunStoppedEarly() {
        assertThat(GateFacts.run(run(null))).isEqualTo("0 calls failed, 0 answers reused from earlier gates, 0 USD");
        assertThat(GateFacts.run(run("HOPELESS"))).endsWith("stopped early: the candidate answered no call");
        assertThat(GateFacts.run(run("TIME"))).endsWith("at the suite's time cap");
    }

    private static Run run(@Nullable String halted) {
        return new Run(0, 0, 0, 0, BigDecimal.ZERO, halted, null, null);
    }

    private static Slice slice(String outcome) {
        SliceCheck check = new SliceCheck(
                "rougeL",
                40,
                0.57,
                0.5,
                0.6,
                0.82,
                -0.254,
                outcome,
                "Changed by -0.254: even the upper end is a drop.");
        return new Slice("cards", 40, false, true, List.of(check));
    }
}
