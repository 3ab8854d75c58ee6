package io.plumbline.bench.calibration;

import io.plumbline.bench.calibration.LabelSearch.Found;
import io.plumbline.bench.calibration.LabelSearch.Way;
import io.plumbline.bench.conformance.Corpora;
import io.plumbline.eval.calibration.agreement.Correlation;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `bench calibration`: the number of human labels that an interval needs, with a judge and without.
public final class CalibrationStudy {

    public static final String NAME = "calibration";
    public static final String TITLE = "human labels that a judge saves, on annotations in a folder (--data DIR)";

    private static final double[] HALF_WIDTHS = {0.05, 0.03};
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Narrator narrator;

    public CalibrationStudy(Narrator narrator) {
        this.narrator = narrator;
    }

    /// One row of the table.
    ///
    /// @param correlation of the judge with human labels
    /// @param half the maximum half-width of the interval of 95 %
    /// @param alone labels without a judge; null if no number suffices
    record Row(
            String data,
            String judge,
            double correlation,
            double half,
            @Nullable Found alone,
            @Nullable Found powered,
            @Nullable Found active) {}

    /// @param data a folder with one or more of the three files
    /// @param json the file for the figures
    /// @throws CannotContinue if the folder has none of them
    public void run(Path data, Path json) {
        List<Population> populations = Annotations.of(new Corpora(data));
        if (populations.isEmpty()) {
            throw new CannotContinue("%s has none of %s, %s, %s."
                    .formatted(data, Annotations.XSTEST, Annotations.PANDALM, Annotations.DAVIDSON));
        }
        List<Row> rows = new ArrayList<>();
        for (Population population : populations) {
            rows.addAll(narrator.during(NAME, progress -> rows(population)));
        }
        narrator.heading("Labels of people for an interval of 95 %, with a judge's verdicts on a pool of "
                + LabelSearch.POOL + " items and without");
        narrator.verbatim(
                line("data", "judge", "corr.", "within", "people", "PPI", "saved", "active", "saved", "covers"));
        rows.forEach(row -> narrator.verbatim(line(row)));
        keep(rows, json);
        narrator.blank();
        narrator.say(
                ("No model was asked: the judge is what the data has. People: random labels alone, Wilson's interval."
                                + " PPI: the same with all verdicts. Active: more labels where the verdicts leave doubt. Covers:"
                                + " the smallest share of %d pools, of the three ways, whose interval held the truth. The figures"
                                + " are in %s.")
                        .formatted(LabelSearch.CHECKS, json));
    }

    private static List<Row> rows(Population population) {
        LabelSearch search = new LabelSearch(population);
        double correlation =
                Correlation.pearson(population.judged(), population.human()).orElse(0.0);
        List<Row> rows = new ArrayList<>();
        for (double half : HALF_WIDTHS) {
            rows.add(new Row(
                    population.name(),
                    population.judge(),
                    correlation,
                    half,
                    search.fewest(Way.PEOPLE_ALONE, half).orElse(null),
                    search.fewest(Way.PREDICTION_POWERED, half).orElse(null),
                    search.fewest(Way.ACTIVE, half).orElse(null)));
        }
        return rows;
    }

    private static String line(Row row) {
        double covers = 1;
        for (Found found : new Found[] {row.alone(), row.powered(), row.active()}) {
            covers = found == null ? covers : Math.min(covers, found.coverage());
        }
        return line(
                row.data(),
                row.judge(),
                number("%.2f", row.correlation()),
                number("±%.2f", row.half()),
                labels(row.alone()),
                labels(row.powered()),
                saved(row.alone(), row.powered()),
                labels(row.active()),
                saved(row.alone(), row.active()),
                number("%.3f", covers));
    }

    private static String labels(@Nullable Found found) {
        return found == null ? "-" : Integer.toString(found.labels());
    }

    private static String saved(@Nullable Found alone, @Nullable Found with) {
        return alone == null || with == null
                ? "-"
                : number("%.0f %%", 100 * (1 - (double) with.labels() / alone.labels()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(String data, String judge, String... cells) {
        StringBuilder line = new StringBuilder("  %-24s %-22s".formatted(data, judge));
        for (String cell : cells) {
            line.append(" %7s".formatted(cell));
        }
        return line.toString();
    }

    private static void keep(List<Row> rows, Path json) {
        try {
            Path folder = Optional.ofNullable(json.toAbsolutePath().getParent()).orElseThrow();
            Files.createDirectories(folder);
            Files.writeString(json, JSON.writeValueAsString(rows) + "\n");
        } catch (IOException e) {
            throw new CannotContinue("The figures could not be written to %s: %s.".formatted(json, e.getMessage()), e);
        }
    }
}
