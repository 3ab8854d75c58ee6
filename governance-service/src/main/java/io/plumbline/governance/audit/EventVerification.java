package io.plumbline.governance.audit;

import java.util.List;

/// The result of verifying one event, its leaf, its path and the newest checkpoint, step by step.
record EventVerification(List<Step> steps) {

    EventVerification {
        steps = List.copyOf(steps);
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

    /// Returns the worst result of the steps.
    public Verdict verdict() {
        if (steps.stream().anyMatch(step -> step.verdict() == Verdict.NOT_VERIFIED)) {
            return Verdict.NOT_VERIFIED;
        }
        return steps.stream().anyMatch(step -> step.verdict() == Verdict.WAITS) ? Verdict.WAITS : Verdict.VERIFIED;
    }

    public long failed() {
        return steps.stream()
                .filter(step -> step.verdict() == Verdict.NOT_VERIFIED)
                .count();
    }
}
