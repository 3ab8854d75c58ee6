package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// The answers of a gate, of both systems, that its metrics could not score: those beyond the bounds of a metric,
/// and those on which its scorer failed. Such an answer is an error of that metric, neither good nor bad, and uses
/// up the error budget of every check on the metric. Otherwise, a system could hide its worst answers by making
/// them long, or by making a scorer fail.
final class UnscoredAnswers {

    private final SuiteDocument document;
    private final Map<MetricRule, Map<AnswerKey, MissingScore>> byMetric = new LinkedHashMap<>();

    UnscoredAnswers(SuiteDocument document) {
        this.document = document;
    }

    void add(MetricRule metric, GateScores scores) {
        Map<AnswerKey, MissingScore> found = scores.missing();
        if (!found.isEmpty()) {
            byMetric.computeIfAbsent(metric, _ -> new HashMap<>()).putAll(found);
        }
    }

    /// Returns answer → why it has no score in one of those metrics; the first in the suite if there are several.
    Map<AnswerKey, String> of(Predicate<MetricRule> which) {
        Map<AnswerKey, String> found = new HashMap<>();
        byMetric.forEach((metric, answers) -> {
            if (which.test(metric)) {
                answers.forEach((answer, reason) -> found.putIfAbsent(answer, reason.error(metric.label())));
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

    private GateCheck check(MetricRule metric, Map<AnswerKey, MissingScore> answers, int wanted) {
        long tooLarge = count(answers, MissingScore.TOO_LARGE);
        long failed = count(answers, MissingScore.SCORER_FAILED);
        List<String> reasons = new ArrayList<>(2);
        if (tooLarge > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s too large to score",
                    tooLarge,
                    wanted,
                    tooLarge == 1 ? "answers is" : "answers are"));
        }
        if (failed > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s no score because the scorer failed",
                    failed,
                    wanted,
                    failed == 1 ? "answers has" : "answers have"));
        }
        return GateCheck.plain(
                metric.label() + "." + GateJudge.ERRORS,
                (double) (tooLarge + failed) / wanted,
                null,
                GateJudge.SKIPPED,
                false,
                String.join(". ", reasons) + ". These count as neither good nor bad.");
    }

    private long count(Map<AnswerKey, MissingScore> answers, MissingScore reason) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue() == reason && answer.getKey().repeat() < document.repeatsOrOne())
                .count();
    }
}
