package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.StageRules;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Leaves, of findings that overlap, one. From left to right, the current finding meets the next that overlaps
/// it, and the better of the two goes on: the one with the stricter action, then the higher score, then the
/// longer, then the one that starts first, then the one met first. A finding is final when the next one begins
/// at or after its end.
///
/// So a finding about which nothing is done never hides one that is redacted, and the answer depends on nothing
/// to the right of what the current finding touches: a stream can be swept as it comes.
final class OverlapSweep {

    private final StageRules rules;
    private final Consumer<Finding> winners;
    private @Nullable Finding current;

    OverlapSweep(StageRules rules, Consumer<Finding> winners) {
        this.rules = rules;
        this.winners = winners;
    }

    /// Takes the next finding; findings come in order of start.
    void offer(Finding next) {
        Finding before = current;
        if (before == null || next.start() >= before.end()) {
            settle(next.start());
            current = next;
        } else if (isBetter(next, before)) {
            current = next;
        }
    }

    /// Says that no finding will come that begins before this place.
    void settle(int place) {
        Finding winner = current;
        if (winner != null && winner.end() <= place) {
            current = null;
            winners.accept(winner);
        }
    }

    /// Where the undecided finding begins, the place given if there is none.
    int undecidedFrom(int place) {
        return current == null ? place : Math.min(place, current.start());
    }

    private boolean isBetter(Finding next, Finding before) {
        int strictness = rules.actionFor(next).compareTo(rules.actionFor(before));
        if (strictness != 0) {
            return strictness > 0;
        }
        int score = Double.compare(next.score(), before.score());
        if (score != 0) {
            return score > 0;
        }
        return next.length() > before.length();
    }
}
