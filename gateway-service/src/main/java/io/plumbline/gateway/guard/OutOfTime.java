package io.plumbline.gateway.guard;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;

/// The problem of a call whose text the guards had no time to inspect, if the policy then blocks: the gateway is
/// overloaded, and the call itself is not invalid.
public final class OutOfTime {

    /// Number of characters that the guards can inspect within the default `timeoutMs` on an otherwise idle
    /// machine, as `bench guarded-mix` shows. Retrying a larger call would not help.
    static final int MOST_CHARACTERS = 1_000_000;

    private static final int RETRY_AFTER_SECONDS = 1;

    private OutOfTime() {}

    /// Whether the texts of a call do not exceed this number.
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
    public static ProblemException problem() {
        return CallProblem.GATEWAY_OVERLOADED
                .because("The guards are too busy to inspect this text, and the policy blocks such calls."
                        + " Try again in a moment.")
                .with("retry-after", RETRY_AFTER_SECONDS);
    }
}
