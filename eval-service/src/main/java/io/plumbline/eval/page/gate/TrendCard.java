package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.page.Figures;
import io.plumbline.web.chart.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One check of a suite over its gates, from the oldest to the newest.
///
/// @param sentence how the newest stands beside the one before
/// @param rows the same as the chart shows, newest first
public record TrendCard(String suite, String check, String sentence, Trend chart, List<Row> rows) {

    private static final int MOST_GATES = 30;

    /// One gate in it.
    public record Row(
            UUID id, String when, String candidate, String value, String interval, String outcome, String verdict) {}

    private record Found(Gate gate, GateCheck check) {}

    /// The checks that decide first, then those with an interval.
    ///
    /// @param newestFirst gates of one suite; those without a verdict are left out
    /// @param most how many checks
    public static List<TrendCard> of(List<Gate> newestFirst, int most) {
        Map<String, List<Found>> byCheck = new LinkedHashMap<>();
        newestFirst.stream()
                .filter(gate -> gate.verdict() != null)
                .limit(MOST_GATES)
                .forEach(gate -> gate.checks().forEach(check -> {
                    if (check.value() != null) {
                        byCheck.computeIfAbsent(check.name(), _ -> new ArrayList<>())
                                .add(new Found(gate, check));
                    }
                }));
        return byCheck.values().stream()
                .sorted(Comparator.comparingInt(TrendCard::rank))
                .limit(most)
                .map(TrendCard::card)
                .toList();
    }

    /// The less, the more it matters: what decides, and what did not pass.
    private static int rank(List<Found> found) {
        GateCheck newest = found.getFirst().check();
        return (newest.ciLow() == null ? 8 : 0)
                + (newest.threshold() == null ? 4 : 0)
                + (newest.blocking() ? 0 : 2)
                + (newest.outcome().equals("PASS") ? 1 : 0);
    }

    private static TrendCard card(List<Found> newestFirst) {
        GateCheck newest = newestFirst.getFirst().check();
        String suite = newestFirst.getFirst().gate().suite();
        List<Trend.Value> values = newestFirst.reversed().stream()
                .map(found -> new Trend.Value(
                        found.gate().candidate().label() + ": "
                                + Figures.number(found.check().value()),
                        found.check().outcome(),
                        value(found.check()),
                        found.check().ciLow(),
                        found.check().ciHigh()))
                .toList();
        String sentence =
                sentence(newest, newestFirst.size() > 1 ? newestFirst.get(1).check() : null);
        return new TrendCard(
                suite,
                newest.name(),
                sentence,
                Trend.of(
                        newest.name() + " over " + Figures.count(values.size(), "gate") + ". " + sentence,
                        values,
                        newest.threshold()),
                newestFirst.stream().map(TrendCard::row).toList());
    }

    private static Row row(Found found) {
        Gate gate = found.gate();
        return new Row(
                gate.id(),
                GateRow.of(gate).when(),
                gate.candidate().label(),
                Figures.number(found.check().value()),
                Figures.interval(found.check().ciLow(), found.check().ciHigh()),
                found.check().outcome(),
                String.valueOf(gate.verdict()));
    }

    private static String sentence(GateCheck newest, @Nullable GateCheck before) {
        String stands = "Now " + Figures.number(newest.value())
                + (newest.threshold() == null ? "" : wanted(newest) + Figures.number(newest.threshold()));
        if (before == null) {
            return stands + ".";
        }
        String change = Figures.signed(value(newest) - value(before));
        return stands + "; " + change + " against the gate before" + sure(newest, before) + ".";
    }

    /// What has no interval, such as a latency, has a ceiling.
    private static String wanted(GateCheck check) {
        return check.ciLow() == null ? ", wanted at most " : ", wanted at least ";
    }

    private static String sure(GateCheck newest, GateCheck before) {
        if (newest.ciLow() == null || newest.ciHigh() == null || before.ciLow() == null || before.ciHigh() == null) {
            return "";
        }
        boolean apart = newest.ciLow() > before.ciHigh() || newest.ciHigh() < before.ciLow();
        return apart ? ", more than chance explains" : ", which may be chance";
    }

    private static double value(GateCheck check) {
        return check.value() == null ? 0 : check.value();
    }
}
