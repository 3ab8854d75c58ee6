package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The calls of one side without an answer, or with an unscorable one.
///
/// @param wanted number of calls planned
/// @param failed number of failed calls
/// @param unscored number of answers that a metric could not score
/// @param unasked number of calls not made
/// @param causes cause → number
record CallErrors(int wanted, int failed, int unscored, int unasked, Map<String, Integer> causes) {

    /// @param missing answer → why it has no score
    static CallErrors of(List<GateAnswer> answers, int wanted, Map<AnswerKey, String> missing) {
        Map<String, Integer> causes = new HashMap<>();
        int failed = 0;
        int unscored = 0;
        for (GateAnswer answer : answers) {
            String reason = missing.get(answer.key());
            if (answer.error() != null) {
                causes.merge(answer.error(), 1, Integer::sum);
                failed++;
            } else if (reason != null) {
                causes.merge(reason, 1, Integer::sum);
                unscored++;
            }
        }
        return new CallErrors(wanted, failed, unscored, wanted - answers.size(), causes);
    }

    int errors() {
        return failed + unscored + unasked;
    }

    /// Returns what happened, with its most frequent cause.
    ///
    /// @param budget permitted share of failed calls
    String reason(double budget) {
        if (wanted == 0) {
            return "The dataset has no records.";
        }
        StringBuilder reason = new StringBuilder(String.format(Locale.ROOT, "%d of %d calls failed", failed, wanted));
        if (unscored > 0) {
            reason.append(unscored == 1 ? ", and 1 answer" : String.format(Locale.ROOT, ", and %d answers", unscored))
                    .append(" cannot be scored");
        }
        reason.append(String.format(Locale.ROOT, "; %.1f %% are allowed.", budget * 100));
        causes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .ifPresent(most -> reason.append(" Most often, ")
                        .append(most.getValue())
                        .append(most.getValue() == 1 ? " time: " : " times: ")
                        .append(most.getKey())
                        .append('.'));
        if (unasked > 0) {
            reason.append(' ')
                    .append(unasked)
                    .append(unasked == 1 ? " was" : " were")
                    .append(String.format(
                            Locale.ROOT, " not made: including them, %.1f %%.", 100.0 * errors() / wanted));
        }
        return reason.toString();
    }
}
