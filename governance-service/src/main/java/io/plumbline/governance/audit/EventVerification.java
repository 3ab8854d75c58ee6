package io.plumbline.governance.audit;

import io.plumbline.audit.merkle.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of verifying one event, its leaf, its path and the newest checkpoint, step by step.
///
/// @param verdict the worst result of the steps
/// @param index the event's position in the log; null while it has none
/// @param leafHash the hash of the stored event, computed now, in base64
record EventVerification(Verdict verdict, @Nullable Long index, String leafHash, List<Step> steps) {

    static EventVerification of(@Nullable Long index, Hash leafHash, List<Step> steps) {
        return new EventVerification(worst(steps), index, leafHash.toBase64(), List.copyOf(steps));
    }

    private static Verdict worst(List<Step> steps) {
        if (steps.stream().anyMatch(step -> step.verdict() == Verdict.NOT_VERIFIED)) {
            return Verdict.NOT_VERIFIED;
        }
        return steps.stream().anyMatch(step -> step.verdict() == Verdict.WAITS) ? Verdict.WAITS : Verdict.VERIFIED;
    }

    /// The result of a step.
    enum Verdict {
        VERIFIED,
        NOT_VERIFIED,
        /// The event is too new.
        WAITS
    }

    /// @param what the subject of the step
    /// @param finding in words; any difference
    /// @param compared the recomputed or reread value, and the value compared with
    record Step(String what, Verdict verdict, String finding, List<Value> compared) {

        static Step of(String what, Verdict verdict, String finding, Value... compared) {
            return new Step(what, verdict, finding, List.of(compared));
        }
    }

    /// A computed or reread value.
    record Value(String name, String value) {

        static Value of(String name, String value) {
            return new Value(name, value);
        }
    }
}
