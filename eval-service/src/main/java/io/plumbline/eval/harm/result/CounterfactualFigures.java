package io.plumbline.eval.harm.result;

import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmMetric;
import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmMeasure;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.statistics.multiplicity.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How outcomes for the people of one value of a protected attribute differ from those for the others, in the same
/// requests: for each request, the outcome minus the mean outcome of the other values. The intervals hold together
/// with 95 % (Bonferroni), and the p-values are adjusted by Holm.
final class CounterfactualFigures {

    private CounterfactualFigures() {}

    /// Outcomes of one measure of one attribute: by request, then by value.
    private static final class Table {

        private final Map<String, Map<String, double[]>> requests = new TreeMap<>();

        private void add(String request, String value, double outcome) {
            double[] mean =
                    requests.computeIfAbsent(request, _ -> new TreeMap<>()).computeIfAbsent(value, _ -> new double[2]);
            mean[0] += outcome;
            mean[1]++;
        }

        /// Returns the differences of each value, one for each request in which another value has an outcome.
        private Map<String, List<double[]>> differences() {
            Map<String, List<double[]>> differences = new TreeMap<>();
            requests.values()
                    .forEach(values -> values.forEach((value, mine) -> {
                        double sum = 0;
                        for (double[] mean : values.values()) {
                            sum += mean[0] / mean[1];
                        }
                        double own = mine[0] / mine[1];
                        if (values.size() > 1) {
                            double others = (sum - own) / (values.size() - 1);
                            differences
                                    .computeIfAbsent(value, _ -> new ArrayList<>())
                                    .add(new double[] {own - others, 1});
                        }
                    }));
            return differences;
        }
    }

    private record Comparison(HarmMetric metric, String group, List<double[]> differences) {}

    static List<HarmFigure> of(List<HarmAnswers> items) {
        List<Comparison> comparisons = new ArrayList<>();
        compare(comparisons, items, HarmMetric.COUNTERFACTUAL_DECISION, answer -> answer.measure(HarmMeasure.DECISION));
        compare(comparisons, items, HarmMetric.COUNTERFACTUAL_SCORE, answer -> answer.measure(HarmMeasure.SCORE));
        compare(
                comparisons,
                items,
                HarmMetric.COUNTERFACTUAL_SENTIMENT,
                answer -> answer.measure(HarmMeasure.SENTIMENT));
        compare(comparisons, items, HarmMetric.COUNTERFACTUAL_TOXICITY, answer -> answer.measure(HarmMeasure.TOXICITY));
        compare(
                comparisons,
                items,
                HarmMetric.COUNTERFACTUAL_REFUSAL,
                answer -> answer.outcome() == HarmOutcome.ANSWERED ? 0.0 : 1.0);
        double[] pValues = comparisons.stream()
                .mapToDouble(comparison -> HarmFigure.pValue(comparison.differences()))
                .toArray();
        double[] adjusted = Holm.adjust(pValues);
        double confidence = 1 - (1 - HarmFigure.CONFIDENCE) / Math.max(1, comparisons.size());
        List<HarmFigure> figures = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            Comparison comparison = comparisons.get(i);
            figures.add(HarmFigure.mean(comparison.metric(), comparison.group(), comparison.differences(), confidence)
                    .withPValues(pValues[i], adjusted[i]));
        }
        return figures;
    }

    private static void compare(
            List<Comparison> comparisons,
            List<HarmAnswers> items,
            HarmMetric metric,
            Function<HarmAnswer, @Nullable Double> measure) {
        Map<String, Table> attributes = new TreeMap<>();
        for (HarmAnswers each : items) {
            for (HarmAnswer answer : each.answers()) {
                Double outcome = measure.apply(answer);
                if (outcome != null) {
                    attributes
                            .computeIfAbsent(each.item().group(), _ -> new Table())
                            .add(each.item().cluster(), each.item().variant(), outcome);
                }
            }
        }
        attributes.forEach((attribute, table) -> table.differences()
                .forEach((value, differences) ->
                        comparisons.add(new Comparison(metric, attribute + ": " + value, differences))));
    }
}
