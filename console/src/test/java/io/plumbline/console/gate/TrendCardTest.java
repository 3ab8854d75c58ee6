package io.plumbline.console.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.gate.GateClient.Candidate;
import io.plumbline.console.gate.GateClient.Figure;
import io.plumbline.console.gate.GateClient.TrendPoint;
import io.plumbline.web.chart.Trend;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrendCardTest {

    private static final Figure JUDGE = new Figure("judge.tone.floor", 0.9, 0.8, 1.0, 0.6, "SKIPPED");

    @Test
    void showsDecisiveMetricsBeforeInformativeOnes() {
        List<TrendCard> cards = TrendCard.of(
                "faq", List.of(point(1, null, JUDGE, new Figure("rougeL.floor", 0.8, 0.7, 0.9, 0.3, "PASS"))), 12);
        assertThat(cards).extracting(TrendCard::check).containsExactly("rougeL.floor", "judge.tone.floor");
    }

    @Test
    void showsTheCeilingOfAMetric() {
        TrendCard card = TrendCard.of(
                        "faq",
                        List.of(
                                point(2, "4f1c2d9e00", new Figure("latency.p95", 667.0, 600.0, 700.0, 5000.0, "PASS")),
                                point(1, null, new Figure("latency.p95", 675.0, 610.0, 710.0, 5000.0, "PASS"))),
                        12)
                .getFirst();
        assertThat(card.sentence())
                .isEqualTo("Now 667 ms, required at most 5,000 ms; −8 ms since the previous gate, not significant.");
        assertThat(card.chart().dots()).extracting(Trend.Dot::below).containsExactly("v1", "4f1c2d9");
        assertThat(card.rows().getFirst().value()).isEqualTo("667 ms");
    }

    @Test
    void showsSharesInPercent() {
        TrendCard card = TrendCard.of(
                        "faq",
                        List.of(
                                point(2, null, new Figure("errors", 0.024, null, null, 0.02, "INCONCLUSIVE")),
                                point(1, null, new Figure("errors", 0.021, null, null, 0.02, "INCONCLUSIVE"))),
                        12)
                .getFirst();
        assertThat(card.sentence())
                .isEqualTo("Now 2.4 %, required at most 2.0 %; +0.3 percentage points since the previous gate.");
        assertThat(card.chart().axis().low()).isEqualTo(2);
        assertThat(card.chart().axis().high()).isBetween(2.4, 2.6);
    }

    @Test
    void reportsAnUnchangedValue() {
        Figure same = new Figure("errors", 0.0, null, null, 0.02, "PASS");
        assertThat(TrendCard.of("faq", List.of(point(2, null, same), point(1, null, same)), 12)
                        .getFirst()
                        .sentence())
                .isEqualTo("Now 0.0 %, required at most 2.0 %; no change since the previous gate.");
    }

    @Test
    void neverJoinsTheValuesOfDifferentModels() {
        TrendCard card = TrendCard.of(
                        "faq",
                        List.of(
                                point("bot", 3, null, floor(0.9)),
                                point("rival", 2, null, floor(0.4)),
                                point("bot", 1, null, floor(0.8))),
                        12)
                .getFirst();
        assertThat(card.chart().courses()).extracting(Trend.Course::series).containsExactly("bot", "rival");
        assertThat(card.chart().courses().getFirst().path())
                .as("from one gate of bot to the next, past that of rival")
                .doesNotContain(String.valueOf(card.chart().dots().get(1).x()));
        assertThat(card.sentence())
                .isEqualTo("Now 0.900 for bot, required at least 0.300; +0.100 since the previous gate of bot.");
    }

    private static Figure floor(double value) {
        return new Figure("rougeL.floor", value, null, null, 0.3, "PASS");
    }

    private static TrendPoint point(int version, @Nullable String commit, Figure... checks) {
        return point("bot", version, commit, checks);
    }

    private static TrendPoint point(String model, int version, @Nullable String commit, Figure... checks) {
        return new TrendPoint(
                UUID.fromString("01932c07-2000-7000-8000-00000000000" + version),
                1,
                new Candidate(model, null, version, null),
                null,
                commit,
                "PASS",
                true,
                Instant.parse("2026-11-24T10:00:00Z"),
                List.of(checks));
    }
}
