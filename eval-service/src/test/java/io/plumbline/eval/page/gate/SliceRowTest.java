package io.plumbline.eval.page.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.RunState;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
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
        assertThat(FindingsView.run(run(null))).isEqualTo("0 calls failed, 0 answers reused from earlier gates, 0 USD");
        assertThat(FindingsView.run(run(Halt.HOPELESS))).endsWith("stopped early: the candidate answered no call");
        assertThat(FindingsView.run(run(Halt.TIME))).endsWith("at the suite's time cap");
    }

    private static RunState run(@Nullable Halt halt) {
        return new RunState(halt, 0, 0, BigDecimal.ZERO, null, Map.of());
    }

    private static GateSlice slice(String outcome) {
        SliceCheck check = new SliceCheck(
                "rougeL",
                40,
                0.57,
                0.5,
                0.6,
                0.82,
                -0.254,
                -0.3,
                -0.2,
                outcome,
                "Changed by -0.254: even the upper end is a drop.");
        return new GateSlice("cards", 40, false, true, List.of(check));
    }
}
