package io.plumbline.console.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.gate.GateClient.Candidate;
import io.plumbline.console.gate.GateClient.Figure;
import io.plumbline.console.gate.GateClient.TrendPoint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final List<TrendPoint> HISTORY = List.of(
            point("bot", 3, 0.9, "PASS"),
            point("bot", 2, 0.5, "FAIL"),
            point("rival", 1, 0.7, "PASS"),
            point("bot", 2, 0.1, "FAIL"));

    @Test
    void comparesTheTwoNewestCandidatesByDefaultEachByItsNewestGate() {
        Comparison comparison = Comparison.of("faq", HISTORY, List.of());
        assertThat(comparison.choices())
                .extracting(Comparison.Choice::label)
                .containsExactly("bot@3", "bot@2", "rival@1");
        assertThat(comparison.columns())
                .extracting(column -> column.candidate().label())
                .containsExactly("bot@2", "bot@3");
        Comparison.Row row = comparison.rows().getFirst();
        assertThat(row.cells()).extracting(Comparison.Cell::value).containsExactly("0.500", "0.900");
        assertThat(row.change()).isEqualTo("+0.400, intervals apart");
    }

    @Test
    void comparesAnyChosenCandidatesWithALineForEachModel() {
        Comparison comparison = Comparison.of("faq", HISTORY, List.of("rival@1", "bot@3", "bot@2", "somebody@9"));
        assertThat(comparison.columns())
                .extracting(column -> column.candidate().label())
                .containsExactly("rival@1", "bot@3", "bot@2");
        assertThat(comparison.rows().getFirst().change()).as("of three").isNull();
        assertThat(comparison.trends().getFirst().chart().courses()).hasSize(2);
    }

    @Test
    void isEmptyWithoutAHistory() {
        assertThat(Comparison.of("faq", List.of(), List.of()).choices()).isEmpty();
    }

    private static TrendPoint point(String model, int version, double value, String verdict) {
        return new TrendPoint(
                UUID.fromString("01932c07-2000-7000-8000-00000000000" + version),
                1,
                new Candidate(model, null, version, null),
                null,
                null,
                verdict,
                true,
                Instant.parse("2026-11-24T10:00:00Z"),
                List.of(new Figure("rougeL.floor", value, value - 0.05, value + 0.05, 0.6, verdict)));
    }
}
