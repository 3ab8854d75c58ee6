package io.plumbline.gateway.guard;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;

/// What a call is told whose text the guards had no time for, where the policy asks to stop then: that the
/// gateway has too much to do, and not that anything is wrong with the call.
final class OutOfTime {

    /// Characters of a call that the guards have time for within the default `timeoutMs` on a machine that does nothing
    /// else, as `bench guarded-mix` shows. Of more, trying again would not help.
    static final int MOST_CHARACTERS = 1_000_000;

    private static final int RETRY_AFTER_SECONDS = 1;

    private OutOfTime() {}

    /// Whether the texts of a call are no more than that.
    static boolean fits(List<? extends TextPlace> places) {
        int characters = 0;
        for (TextPlace place : places) {
            characters += place.text().length();
            if (characters > MOST_CHARACTERS) {
                return false;
            }
        }
        return true;
    }

    /// @return `gateway-overloaded`
    static ProblemException problem() {
        return CallProblem.GATEWAY_OVERLOADED
                .because("The guards are too busy to inspect this text, and the policy blocks such calls."
                        + " Try again in a moment.")
                .with("retry-after", RETRY_AFTER_SECONDS);
    }
}
