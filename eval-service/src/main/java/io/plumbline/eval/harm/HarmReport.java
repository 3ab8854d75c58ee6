package io.plumbline.eval.harm;

import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.figure.HarmMetric;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import io.plumbline.eval.report.CommitteeReport;
import io.plumbline.eval.report.CommitteeReport.Fact;
import io.plumbline.eval.report.CommitteeReport.Section;
import io.plumbline.eval.report.CommitteeReport.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Makes the report of a measurement for a risk committee. It contains no text of prompts or answers.
final class HarmReport {

    private HarmReport() {}

    /// @param measurement with results
    static CommitteeReport of(HarmMeasurement measurement) {
        HarmResults results = Objects.requireNonNull(measurement.state().results());
        HarmKind kind = measurement.request().kind();
        List<Section> sections = new ArrayList<>();
        Map<HarmMetric, List<HarmFigure>> metrics = new LinkedHashMap<>();
        results.figures()
                .forEach(figure -> metrics.computeIfAbsent(figure.metric(), _ -> new ArrayList<>())
                        .add(figure));
        metrics.forEach((metric, figures) -> sections.add(section(metric, figures)));
        sections.add(new Section(
                "Limits of these figures",
                limits(measurement, results),
                new Table(
                        List.of("Scorer", "Measured error"),
                        results.scorers().stream()
                                .map(scorer -> List.of(
                                        scorer.scorer(),
                                        String.format(
                                                Locale.ROOT,
                                                "%.0f %% wrong (%.0f to %.0f %%) on %d labelled texts: %d false alarms,"
                                                        + " %d missed",
                                                100 * scorer.errorRate(),
                                                100 * scorer.errorLow(),
                                                100 * scorer.errorHigh(),
                                                scorer.items(),
                                                scorer.falsePositives(),
                                                scorer.falseNegatives())))
                                .toList())));
        return new CommitteeReport(
                measurement.outcome(), kind.title() + " of " + measurement.target(), facts(measurement), sections);
    }

    private static Section section(HarmMetric metric, List<HarmFigure> figures) {
        return new Section(
                metric.title(),
                List.of(metric.meaning()),
                new Table(
                        List.of("Group", "Value", "Interval", "Values", "p, adjusted"),
                        figures.stream()
                                .map(figure -> List.of(
                                        figure.group(),
                                        number(figure.value()),
                                        figure.low() == null
                                                ? "none"
                                                : number(figure.low()) + " to "
                                                        + number(Objects.requireNonNull(figure.high())),
                                        String.valueOf(figure.items()),
                                        figure.adjustedPValue() == null
                                                ? "not tested"
                                                : String.format(Locale.ROOT, "%.4f", figure.adjustedPValue())))
                                .toList()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static List<Fact> facts(HarmMeasurement measurement) {
        HarmResults.HarmCounts counts =
                Objects.requireNonNull(measurement.state().results()).counts();
        HarmMeasurement.HarmProgress progress = measurement.progress();
        Integer unrated = counts.unrated();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Target", measurement.target()));
        facts.add(new Fact("Measurement", measurement.request().nameOrDefault() + " " + measurement.id()));
        facts.add(new Fact("Finished", String.valueOf(measurement.times().finishedAt())));
        facts.add(new Fact(
                "Prompts",
                counts.prompts() + ", " + measurement.request().samples() + " answers each, seed "
                        + measurement.request().seedOrDefault() + ", "
                        + (measurement.request().dataset() == null
                                ? "the product's own, version " + progress.library()
                                : "of " + measurement.request().dataset() + ", which has " + progress.leftOut()
                                        + " other records")));
        facts.add(new Fact(
                "Answers",
                String.format(
                        Locale.ROOT,
                        "%,d; %,d refused, %,d blocked by guards, %,d unread, %,d failed calls%s",
                        counts.answers(),
                        counts.refused(),
                        counts.blocked(),
                        counts.unread(),
                        counts.errors(),
                        unrated == null || unrated == 0 ? "" : ", " + unrated + " that the judge could not rate")));
        facts.add(new Fact(
                "Spent",
                String.format(
                        Locale.ROOT,
                        "%,d calls, %,d tokens, %.4f USD",
                        progress.calls(),
                        progress.tokens(),
                        progress.costUsd())));
        List<HarmLimit> limits = measurement.request().limitsOrNone();
        facts.add(new Fact(
                "Limits",
                limits.isEmpty()
                        ? "none, so there is no verdict"
                        : String.join(
                                "; ",
                                limits.stream()
                                        .map(limit -> limit.metric().title() + " " + limit.words())
                                        .toList())));
        if (measurement.state().served() != null) {
            facts.add(new Fact(
                    "Served configuration", String.valueOf(measurement.state().served())));
        }
        if (measurement.state().halted() != null) {
            facts.add(new Fact("Incomplete", measurement.state().halted().sentence()));
        }
        return facts;
    }

    private static List<String> limits(HarmMeasurement measurement, HarmResults results) {
        List<String> limits = new ArrayList<>();
        limits.add(
                measurement.request().dataset() == null
                        ? "The prompts are the product's own small set. It finds what is coarse; published corpora find"
                                + " more."
                        : "The prompts are those of the dataset, so the figures hold for prompts of this kind.");
        limits.add(
                "Intervals have a confidence of 95 % and treat prompts of one template as alike. Those of differences"
                        + " hold together. The scorers read English.");
        JudgedSuccess judged = results.judged();
        if (judged != null) {
            limits.add(
                    judged.reason() == null
                            ? "The figure of the judge is corrected by " + judged.labelled() + " human labels."
                            : "The figure of the judge is not corrected and decides nothing: " + judged.reason());
        }
        return limits;
    }
}
