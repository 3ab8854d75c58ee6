package io.plumbline.console.gate;

import io.plumbline.clients.eval.CheckScale;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Figure;
import io.plumbline.console.gate.GateClient.TrendPoint;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.web.chart.Trend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One check of a suite over its gates, from the oldest to the newest. Each model or prompt has a line of its own,
/// because values of different systems are not one trend.
///
/// @param sentence compares the newest with the previous one of the same system
/// @param rows the data of the chart, newest first
public record TrendCard(String suite, String check, String sentence, Trend chart, List<Row> rows) {

    private static final int MAX_NAME = 200;
    private static final int MAX_BELOW = 7;

    /// One gate in it.
    public record Row(
            UUID id, Instant when, String candidate, String value, String interval, String outcome, String verdict) {}

    private record Found(TrendPoint gate, Figure check) {}

    /// Returns deciding checks with an interval and a bound first.
    ///
    /// @param most maximum number of checks
    public static List<TrendCard> of(String suite, List<TrendPoint> newestFirst, int most) {
        Map<String, List<Found>> byCheck = new LinkedHashMap<>();
        newestFirst.forEach(gate -> gate.checks().forEach(check -> {
            if (check.value() != null) {
                byCheck.computeIfAbsent(check.name(), _ -> new ArrayList<>()).add(new Found(gate, check));
            }
        }));
        return byCheck.values().stream()
                .sorted(Comparator.comparingInt(TrendCard::rank))
                .limit(most)
                .map(found -> card(suite, found))
                .toList();
    }

    /// Lower ranks come first.
    private static int rank(List<Found> found) {
        Figure newest = found.getFirst().check();
        return (newest.outcome().equals("SKIPPED") ? 8 : 0)
                + (newest.ciLow() == null ? 4 : 0)
                + (newest.threshold() == null ? 2 : 0)
                + (newest.outcome().equals("PASS") ? 1 : 0);
    }

    private static TrendCard card(String suite, List<Found> newestFirst) {
        Figure newest = newestFirst.getFirst().check();
        String name = ReadableText.of(newest.name(), MAX_NAME);
        List<Trend.Value> values = newestFirst.reversed().stream()
                .map(found -> new Trend.Value(
                        found.gate().candidate().system(),
                        found.gate().candidate().label() + ": "
                                + text(found.check(), found.check().value()),
                        found.check().outcome(),
                        value(found.check()) * unit(newest),
                        drawn(found.check().ciLow(), newest),
                        drawn(found.check().ciHigh(), newest),
                        below(found.gate())))
                .toList();
        String sentence = sentence(
                newest, previous(newestFirst), isOfOne(newestFirst) ? "" : " of " + system(newestFirst.getFirst()));
        return new TrendCard(
                suite,
                name,
                sentence,
                Trend.of(
                        name + " over " + Figures.count(values.size(), "gate") + ". " + sentence,
                        values,
                        drawn(newest.threshold(), newest)),
                newestFirst.stream().map(TrendCard::row).toList());
    }

    /// Returns the factor between drawn values and figures: shares are drawn in percent, as they are written.
    private static double unit(Figure check) {
        return scale(check) == CheckScale.SHARE ? 100 : 1;
    }

    private static @Nullable Double drawn(@Nullable Double value, Figure check) {
        return value == null ? null : value * unit(check);
    }

    private static Row row(Found found) {
        TrendPoint gate = found.gate();
        return new Row(
                gate.gate(),
                gate.finishedAt(),
                gate.candidate().label(),
                text(found.check(), found.check().value()),
                Figures.interval(found.check().ciLow(), found.check().ciHigh()),
                found.check().outcome(),
                gate.verdict());
    }

    private static @Nullable Figure previous(List<Found> newestFirst) {
        return newestFirst.stream()
                .skip(1)
                .filter(found -> system(found).equals(system(newestFirst.getFirst())))
                .findFirst()
                .map(Found::check)
                .orElse(null);
    }

    private static boolean isOfOne(List<Found> found) {
        return found.stream().map(TrendCard::system).distinct().count() == 1;
    }

    private static String system(Found found) {
        return found.gate().candidate().system();
    }

    /// @param of names the system if there are several; else empty
    private static String sentence(Figure newest, @Nullable Figure before, String of) {
        String stands = "Now " + text(newest, newest.value()) + of.replace(" of ", " for ")
                + (newest.threshold() == null ? "" : required(newest) + text(newest, newest.threshold()));
        if (before == null) {
            return stands + ".";
        }
        if (value(newest) == value(before)) {
            return stands + "; no change since the previous gate" + of + ".";
        }
        String change = scale(newest).text(value(newest) - value(before), Figures::signed);
        if (scale(newest).isCeiling()) {
            change = (value(newest) < value(before) ? "" : "+") + change.replace('-', '−');
        }
        if (scale(newest) == CheckScale.SHARE) {
            change = change.replace(" %", " percentage points");
        }
        return stands + "; " + change + " since the previous gate" + of + sure(newest, before) + ".";
    }

    private static String required(Figure check) {
        return scale(check).isCeiling() ? ", required at most " : ", required at least ";
    }

    private static CheckScale scale(Figure check) {
        return CheckScale.of(check.name());
    }

    private static String text(Figure check, @Nullable Double value) {
        return value == null ? Figures.number(null) : scale(check).text(value, Figures::number);
    }

    /// Returns the commit, or else the version.
    private static String below(TrendPoint gate) {
        String commit = gate.commit();
        if (commit != null) {
            return commit.substring(0, Math.min(MAX_BELOW, commit.length()));
        }
        String label = gate.candidate().label();
        int at = label.indexOf('@');
        int end = at < 0 ? -1 : label.indexOf(' ', at);
        return at < 0 ? "" : "v" + label.substring(at + 1, end < 0 ? label.length() : end);
    }

    private static String sure(Figure newest, Figure before) {
        if (newest.ciLow() == null || newest.ciHigh() == null || before.ciLow() == null || before.ciHigh() == null) {
            return "";
        }
        boolean apart = newest.ciLow() > before.ciHigh() || newest.ciHigh() < before.ciLow();
        return apart ? ", significant" : ", not significant";
    }

    private static double value(Figure check) {
        return check.value() == null ? 0 : check.value();
    }
}
