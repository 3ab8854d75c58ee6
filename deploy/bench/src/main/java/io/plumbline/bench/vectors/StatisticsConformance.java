package io.plumbline.bench.vectors;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.PairedOutcomes;
import io.plumbline.eval.statistics.Power;
import io.plumbline.eval.statistics.Proportion;
import io.plumbline.eval.statistics.multiplicity.Holm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the gate's statistics with the results of scipy 1.15.3 and statsmodels 0.14.4 in
/// `stats-vectors.json`. The report names entries of the file that the gate does not compute.
public final class StatisticsConformance {

    public static final String FILE = "stats-vectors.json";

    private static final double CONFIDENCE = 0.95;
    /// Most numbers have eight digits.
    private static final double TOLERANCE = 1e-6;
    /// Some numbers have four digits.
    private static final double FOUR_DIGITS = 5.1e-5;
    private static final double RELATIVE = 1e-5;
    private static final String SCIPY = "scipy 1.15.3";
    private static final String STATSMODELS = "statsmodels 0.14.4";
    private static final Set<String> COMPARED = Set.of(
            "proportion_ci_95",
            "gsm8k_pairs",
            "gsm8k_subset_pairs",
            "mde_paired",
            "mde_unpaired",
            "rule_of_three_upper95",
            "multiple");

    private final Map<String, ConformanceReport.Line> lines = new LinkedHashMap<>();

    private StatisticsConformance() {}

    /// @throws UncheckedIOException if the file cannot be read
    public static ConformanceReport check(Path folder) {
        try {
            JsonNode vectors = JsonMapper.shared().readTree(Files.readString(folder.resolve(FILE)));
            StatisticsConformance conformance = new StatisticsConformance();
            conformance.checkProportions(vectors);
            conformance.checkPairs(vectors);
            conformance.checkPower(vectors);
            conformance.checkHolm(vectors.path("multiple"));
            Set<String> others = new TreeSet<>(vectors.propertyNames());
            others.removeAll(COMPARED);
            List<String> notCompared = new ArrayList<>();
            if (!others.isEmpty()) {
                notCompared.add("what the gate does not use: " + String.join(", ", others));
            }
            return new ConformanceReport(List.copyOf(conformance.lines.values()), notCompared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkProportions(JsonNode vectors) {
        for (JsonNode test : vectors.path("proportion_ci_95")) {
            Proportion proportion =
                    new Proportion(test.path("k").asInt(), test.path("n").asInt());
            String id = test.path("k") + " of " + test.path("n");
            compare("Wilson", STATSMODELS, id, test.path("wilson"), proportion.wilson(CONFIDENCE));
            compare(
                    "Clopper-Pearson",
                    STATSMODELS,
                    id,
                    test.path("clopper_pearson"),
                    proportion.clopperPearson(CONFIDENCE));
        }
        for (JsonNode test : vectors.path("rule_of_three_upper95")) {
            int items = test.path("n").asInt();
            double rate = Proportion.failureRateBehindNoFailure(items, CONFIDENCE);
            compare("no failure", SCIPY, "n " + items, test.path("exact").asDouble(), rate, TOLERANCE);
        }
    }

    private void checkPairs(JsonNode vectors) {
        for (JsonNode test : vectors.path("gsm8k_pairs")) {
            String id = test.path("candidate").asString();
            PairedOutcomes outcomes = new PairedOutcomes(
                    test.path("n11").asInt(),
                    test.path("n10").asInt(),
                    test.path("n01").asInt(),
                    test.path("n00").asInt());
            compareRelative(id, test.path("mcnemar_exact_p").asDouble(), outcomes.mcNemarExact());
            compare("Newcombe 10", STATSMODELS, id, test.path("newcombe10_ci"), outcomes.newcombe(CONFIDENCE));
        }
        for (JsonNode test : vectors.path("gsm8k_subset_pairs")) {
            int lost = test.path("n10").asInt();
            int gained = test.path("n01").asInt();
            PairedOutcomes outcomes = new PairedOutcomes(test.path("n").asInt() - lost - gained, lost, gained, 0);
            compare(
                    "exact McNemar",
                    SCIPY,
                    test.path("b").asString(),
                    test.path("mcnemar_exact_p").asDouble(),
                    outcomes.mcNemarExact(),
                    TOLERANCE);
        }
    }

    /// For p-values as small as 1e-99.
    private void compareRelative(String id, double expected, double actual) {
        compare("exact McNemar, relative", SCIPY, id, 1, actual / expected, RELATIVE);
    }

    private void checkPower(JsonNode vectors) {
        for (JsonNode test : vectors.path("mde_paired")) {
            double discordance = test.path("discordance").asDouble();
            double deviation = Power.deviationOfPairedOutcomes(discordance);
            compareEffect(test, "n", deviation, "paired, " + discordance);
        }
        for (JsonNode test : vectors.path("mde_unpaired")) {
            double rate = test.path("p").asDouble();
            compareEffect(test, "n_per_arm", Power.deviationOfUnpairedOutcomes(rate), "unpaired, " + rate);
        }
    }

    private void compareEffect(JsonNode test, String size, double deviation, String id) {
        int items = test.path(size).asInt();
        double effect = Power.USUAL.minimumDetectableEffect(deviation, items);
        compare(
                "detectable effect",
                SCIPY,
                id + ", n " + items,
                test.path("mde").asDouble(),
                effect,
                FOUR_DIGITS);
        compare(
                "items needed",
                "the effect's inverse",
                id,
                0,
                Math.abs(Power.USUAL.itemsNeeded(deviation, effect) - items) <= 1 ? 0 : 1,
                0);
    }

    private void checkHolm(JsonNode test) {
        double[] adjusted = Holm.adjust(
                test.path("p").valueStream().mapToDouble(JsonNode::asDouble).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            double expected = test.path("holm").get(i).asDouble();
            compare("Holm", STATSMODELS, "p " + i, expected, adjusted[i], TOLERANCE);
        }
    }

    private void compare(String what, String against, String id, JsonNode expected, ConfidenceInterval actual) {
        compare(what, against, id, expected.get(0).asDouble(), actual.low(), TOLERANCE);
        compare(what, against, id, expected.get(1).asDouble(), actual.high(), TOLERANCE);
    }

    private void compare(String what, String against, String id, double expected, double actual, double tolerance) {
        double difference = Math.abs(actual - expected);
        double known = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        ConformanceReport.Line before = lines.getOrDefault(
                what, new ConformanceReport.Line(what, against, 0, Double.NEGATIVE_INFINITY, tolerance, id));
        boolean worse = known > before.largestDifference();
        lines.put(
                what,
                new ConformanceReport.Line(
                        what,
                        against,
                        before.cases() + 1,
                        worse ? known : before.largestDifference(),
                        tolerance,
                        worse ? id : before.worstCase()));
    }
}
