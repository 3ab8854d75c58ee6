package io.plumbline.console.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.gate.GateClient.Check;
import org.junit.jupiter.api.Test;

class CheckRowTest {

    @Test
    void shadesValuesAboveACeilingAndBelowAFloor() {
        CheckRow latency = CheckRow.of(
                new Check("latency.p95", 1, 674.0, 603.0, 704.0, 650.0, null, "INCONCLUSIVE", true, "Open."));
        assertThat(latency.chart()).isNotNull();
        assertThat(latency.chart().badTo()).isNull();
        assertThat(latency.chart().badFrom()).isGreaterThan(latency.chart().low());
        assertThat(latency.getValue() + ", at most " + latency.getThreshold()).isEqualTo("674 ms, at most 650 ms");
        assertThat(latency.getInterval()).isEqualTo("603 ms … 704 ms");

        CheckRow floor = CheckRow.of(check("rougeL.floor", "FAIL", "Below."));
        assertThat(floor.chart().badTo()).isNotNull();
        assertThat(floor.chart().badFrom()).isNull();
    }

    @Test
    void showsReadableNamesAndReasons() {
        CheckRow row = CheckRow.of(check(
                "slice.cards.rougeL.regression",
                "FAIL",
                "Changed by -0.254 to 0.570 (95 % interval -0.303 to -0.208), on run-1."));
        assertThat(row.getPieces()).containsExactly("slice.", "cards.", "rougeL.", "regression");
        assertThat(row.getReason()).isEqualTo("Changed by −0.254 to 0.570 (95 % interval −0.303 to −0.208), on run-1.");
    }

    private static Check check(String name, String outcome, String reason) {
        return new Check(name, 1, 0.57, 0.5, 0.6, 0.7, null, outcome, true, reason);
    }
}
