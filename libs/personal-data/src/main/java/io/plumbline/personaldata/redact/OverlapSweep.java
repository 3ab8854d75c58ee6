package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Finding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Selects one of overlapping findings. From left to right, the current finding meets the next that overlaps it,
/// and the better of the two remains: the one with the stricter action, then the higher score, then the longer,
/// then the earlier start, then the one met first. A finding is final when the next one begins at or after its
/// end.
///
/// A finding without an action therefore never hides one that is redacted. The result depends on nothing to the
/// right of the current finding: a stream can be swept as it arrives.
final class OverlapSweep {

    private final RedactionRules rules;
    private final Consumer<Finding> winners;
    private @Nullable Finding current;

    OverlapSweep(RedactionRules rules, Consumer<Finding> winners) {
        this.rules = rules;
        this.winners = winners;
    }

    /// Adds the next finding; findings arrive in order of start.
    void offer(Finding next) {
        Finding before = current;
        if (before == null || next.start() >= before.end()) {
            settle(next.start());
            current = next;
        } else if (isBetter(next, before)) {
            current = next;
        }
    }

    /// Declares that no further finding begins before this position.
    void settle(int place) {
        Finding winner = current;
        if (winner != null && winner.end() <= place) {
            current = null;
            winners.accept(winner);
        }
    }

    /// Where the undecided finding begins, or the given position if there is none.
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
