package io.plumbline.eval.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.panel.document.PanelDesign;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelSource;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.result.PanelResult;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PanelVerdictTest {

    @Test
    void passesNoVersionWithoutAFloor() {
        assertThat(verdict(null, 10)).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(verdict(0.7, 10)).isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(0.7, 8)).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(verdict(0.85, 10)).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(verdict(0.95, 10)).isEqualTo(CheckOutcome.FAIL);
    }

    private static CheckOutcome verdict(@Nullable Double floor, int labelled) {
        PanelDocument document = new PanelDocument(
                "support",
                "Answers",
                PanelType.SINGLE,
                "accuracy@1",
                null,
                new PanelSource("answers@1", null, null, null, null, null),
                new PanelDesign(2, 2, null),
                null,
                null,
                floor);
        Panel panel = new Panel(
                "answers",
                "support",
                document,
                1,
                Panel.State.OPEN,
                new UUID(0, 1),
                Instant.EPOCH,
                Instant.EPOCH,
                null);
        PanelResult.SourceFindings findings =
                new PanelResult.SourceFindings(0, "answer", labelled, new Measured(0.85, 0.8, 0.9), List.of());
        return PanelClosing.verdict(
                panel,
                new PanelResult(
                        10, labelled, 20, 0, 0, 0, List.of(), List.of(findings), List.of(), PanelResult.Options.PLAIN),
                findings);
    }
}
