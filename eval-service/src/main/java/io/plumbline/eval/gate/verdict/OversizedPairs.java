package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The answers of a gate, of both systems, beyond the bounds of its metrics. Such an answer is an error of that
/// metric, neither good nor bad, and uses up the error budget of every check on the metric. Otherwise, a system
/// could hide its worst answers by making them long.
final class OversizedPairs {

    private final SuiteDocument document;
    private final Map<MetricRule, Set<AnswerKey>> byMetric = new LinkedHashMap<>();

    OversizedPairs(SuiteDocument document) {
        this.document = document;
    }

    static String error(String metric) {
        return "too large for " + metric;
    }

    void add(MetricRule metric, GateScores scores) {
        Set<AnswerKey> found = scores.tooLarge();
        if (!found.isEmpty()) {
            byMetric.computeIfAbsent(metric, _ -> new HashSet<>()).addAll(found);
        }
    }

    /// Returns answer → the metric it is too large for, among those metrics; the first in the suite if there are
    /// several.
    Map<AnswerKey, String> of(Predicate<MetricRule> which) {
        Map<AnswerKey, String> found = new HashMap<>();
        byMetric.forEach((metric, answers) -> {
            if (which.test(metric)) {
                answers.forEach(answer -> found.putIfAbsent(answer, metric.label()));
            }
        });
        return found;
    }

    /// Returns the share of this run's answers that each metric could not score: informative, since those of
    /// blocking metrics count as errors of the gate.
    ///
    /// @param wanted number of calls planned, to both systems
    List<GateCheck> checks(int wanted) {
        return byMetric.entrySet().stream()
                .map(entry -> check(entry.getKey(), entry.getValue(), wanted))
                .filter(check -> check.value() != null && check.value() > 0)
                .toList();
    }

    private GateCheck check(MetricRule metric, Set<AnswerKey> answers, int wanted) {
        long count = answers.stream()
                .filter(answer -> answer.repeat() < document.repeatsOrOne())
                .count();
        return GateCheck.plain(
                metric.label() + "." + GateJudge.ERRORS,
                (double) count / wanted,
                null,
                GateJudge.SKIPPED,
                false,
                String.format(
                        Locale.ROOT,
                        "%,d of %,d %s too large to score. These count as neither good nor bad.",
                        count,
                        wanted,
                        count == 1 ? "answers is" : "answers are"));
    }
}
