package io.plumbline.gateway.guard;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;

/// The guards' decision about the texts of a request.
public sealed interface GuardDecision {

    static GuardDecision pass() {
        return new Pass();
    }

    /// The texts are allowed, after redaction.
    record Pass() implements GuardDecision {}

    /// The request is refused.
    ///
    /// @param problem `guardrail-violation` with the category as `code` and the place as `param`, or
    ///     `gateway-overloaded`
    record Block(ProblemException problem) implements GuardDecision {}

    /// The request requires an approval.
    ///
    /// @param category the first that requires it
    /// @param param the place of its finding
    record Ask(Category category, String param) implements GuardDecision {}

    /// Returns this decision unless it is a block.
    ///
    /// @throws ProblemException of a [Block]
    default GuardDecision orThrow() {
        if (this instanceof Block(ProblemException problem)) {
            throw problem;
        }
        return this;
    }

    /// Returns the stricter decision: block, ask, pass, in this order. Of two equal decisions, returns this one.
    default GuardDecision or(GuardDecision later) {
        return this instanceof Block || later instanceof Pass || (this instanceof Ask && later instanceof Ask)
                ? this
                : later;
    }
}
