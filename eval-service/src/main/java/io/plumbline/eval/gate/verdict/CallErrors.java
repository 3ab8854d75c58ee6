package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.GateAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The calls of one side that brought no answer.
///
/// @param wanted calls that were to be made
/// @param failed calls that were made in vain
/// @param unasked calls that were not made any more
/// @param causes what went wrong → how often
public record CallErrors(int wanted, int failed, int unasked, Map<String, Integer> causes) {

    public static CallErrors of(List<GateAnswer> answers, int wanted) {
        Map<String, Integer> causes = new HashMap<>();
        int failed = 0;
        for (GateAnswer answer : answers) {
            if (answer.error() != null) {
                causes.merge(answer.error(), 1, Integer::sum);
                failed++;
            }
        }
        return new CallErrors(wanted, failed, wanted - answers.size(), causes);
    }

    public int unanswered() {
        return failed + unasked;
    }

    /// What happened, and its most frequent cause.
    ///
    /// @param budget share of the calls that may fail
    public String reason(double budget) {
        if (wanted == 0) {
            return "The dataset has no records.";
        }
        StringBuilder reason = new StringBuilder(
                String.format(Locale.ROOT, "%d of %d calls failed; %.1f %% may.", failed, wanted, budget * 100));
        causes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .ifPresent(most -> reason.append(" Most often, ")
                        .append(most.getValue())
                        .append(most.getValue() == 1 ? " time: " : " times: ")
                        .append(most.getKey())
                        .append('.'));
        if (unasked > 0) {
            reason.append(' ').append(unasked).append(" were not made any more.");
        }
        return reason.toString();
    }
}
