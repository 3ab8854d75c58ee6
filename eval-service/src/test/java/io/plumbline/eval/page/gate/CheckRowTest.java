package io.plumbline.eval.page.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import org.junit.jupiter.api.Test;

class CheckRowTest {

    @Test
    void shadesValuesAboveACeilingAndBelowAFloor() {
        CheckRow latency = CheckRow.of(
                new GateCheck("latency.p95", 1, 674.0, 603.0, 704.0, 650.0, null, null, "INCONCLUSIVE", true, "Open."));
        assertThat(latency.chart()).isNotNull();
        assertThat(latency.chart().badTo()).isNull();
        assertThat(latency.chart().badFrom()).isGreaterThan(latency.chart().low());
        assertThat(latency.getValue() + ", at most " + latency.getThreshold()).isEqualTo("674 ms, at most 650 ms");
        assertThat(latency.getInterval()).isEqualTo("603 ms … 704 ms");

        CheckRow floor = CheckRow.of(Gates.check("rougeL.floor", "FAIL", "Below."));
        assertThat(floor.chart().badTo()).isNotNull();
        assertThat(floor.chart().badFrom()).isNull();
    }

    @Test
    void showsReadableNamesAndReasons() {
        CheckRow row = CheckRow.of(Gates.check(
                "slice.cards.rougeL.regression",
                "FAIL",
                "Changed by -0.254 to 0.570 (95 % interval -0.303 to -0.208), on run-1."));
        assertThat(row.getPieces()).containsExactly("slice.", "cards.", "rougeL.", "regression");
        assertThat(row.getReason()).isEqualTo("Changed by −0.254 to 0.570 (95 % interval −0.303 to −0.208), on run-1.");
    }
}
