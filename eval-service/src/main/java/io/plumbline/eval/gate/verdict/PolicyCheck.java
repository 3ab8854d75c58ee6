package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.Guarding;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GuardedItems;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.Ceilings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reports the effect of the guard policy on the candidate's items, and compares the share of altered or blocked
/// questions with the suite's ceiling: a gate on questions that the model never saw says little about the model.
/// It counts these items and does not estimate, so it has no interval.
final class PolicyCheck {

    static final String NAME = "policy.altered";

    private PolicyCheck() {}

    /// @param answers answers of the candidate in this run
    static GuardedItems count(List<GateAnswer> answers) {
        return new GuardedItems(
                items(answers, Guarding::alteredInput).size(),
                items(answers, Guarding::blockedInput).size(),
                items(answers, Guarding::alteredOutput).size(),
                items(answers, Guarding::blockedOutput).size());
    }

    /// Returns nothing if the policy had no effect and there is no ceiling.
    ///
    /// @param items items due so far
    /// @param all number of all items
    static Optional<GateCheck> of(@Nullable Ceilings ceilings, int items, int all, List<GateAnswer> answers) {
        Double ceiling = ceilings == null ? null : ceilings.alteredItems();
        GuardedItems guarded = count(answers);
        if (ceiling == null && !guarded.any()) {
            return Optional.empty();
        }
        int unlike =
                items(answers, by -> by.alteredInput() || by.blockedInput()).size();
        double share = items == 0 ? 0 : (double) unlike / items;
        String outcome = ceiling == null
                ? GateJudge.SKIPPED
                : outcome(ceiling * all, unlike, unlike + all - items).name();
        return Optional.of(GateCheck.plain(
                NAME, share, ceiling, outcome, ceiling != null, reason(guarded, unlike, items, ceiling)));
    }

    /// Decided once it holds whatever the remaining items bring.
    private static CheckOutcome outcome(double most, int fewest, int atMost) {
        if (fewest > most) {
            return CheckOutcome.FAIL;
        }
        return atMost <= most ? CheckOutcome.PASS : CheckOutcome.INCONCLUSIVE;
    }

    private static String reason(GuardedItems guarded, int unlike, int items, @Nullable Double ceiling) {
        return String.format(
                Locale.ROOT,
                "The guard policy altered or blocked the questions of %,d of %,d items before they reached the model (%,d"
                        + " altered, %,d blocked)%s. It altered the answers of %,d and withheld those of %,d.",
                unlike,
                items,
                guarded.altered(),
                guarded.blockedInput(),
                ceiling == null ? "" : String.format(Locale.ROOT, "; %.1f %% are allowed", 100 * ceiling),
                guarded.alteredOutput(),
                guarded.blockedOutput());
    }

    private static Set<Integer> items(List<GateAnswer> answers, Predicate<Guarding> which) {
        Set<Integer> items = new HashSet<>();
        for (GateAnswer answer : answers) {
            if (answer.guarding() != null && which.test(answer.guarding())) {
                items.add(answer.item());
            }
        }
        return items;
    }
}
