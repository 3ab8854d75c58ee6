package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class UrgencyOrderTest {

    @Test
    void putsFailuresBeforeInconclusiveResultsBeforeOthers() {
        List<GateCheck> checks = List.of(
                Gates.check("good", "PASS", "Fine."),
                Gates.check("skipped", "SKIPPED", "No limit."),
                GateCheck.plain("advice", 1.0, null, "FAIL", false, "Advice."),
                Gates.check("open", "INCONCLUSIVE", "Who knows."),
                Gates.check("bad", "FAIL", "Below."));
        assertThat(UrgencyOrder.of(checks))
                .extracting(GateCheck::name)
                .containsExactly("bad", "open", "advice", "good", "skipped");
    }
}
