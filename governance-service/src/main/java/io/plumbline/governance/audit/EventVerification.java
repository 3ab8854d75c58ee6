package io.plumbline.governance.audit;

import java.util.List;

/// What a look at one event, its leaf, its path and the newest checkpoint has found, step by step.
record EventVerification(List<Step> steps) {

    EventVerification {
        steps = List.copyOf(steps);
    }

    /// How a step has ended.
    enum Verdict {
        VERIFIED,
        NOT_VERIFIED,
        /// The event is too new.
        WAITS
    }

    /// @param what is checked
    /// @param finding in words; what differs, if anything does
    /// @param compared what was computed or read now, with what it was compared
    record Step(String what, Verdict verdict, String finding, List<Value> compared) {

        static Step of(String what, Verdict verdict, String finding, Value... compared) {
            return new Step(what, verdict, finding, List.of(compared));
        }
    }

    /// Something that was computed or read.
    record Value(String name, String value) {

        static Value of(String name, String value) {
            return new Value(name, value);
        }
    }

    /// The worst of the steps.
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
