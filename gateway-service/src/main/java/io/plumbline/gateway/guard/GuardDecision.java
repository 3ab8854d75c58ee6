package io.plumbline.gateway.guard;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.kit.problem.ProblemException;

/// What the guards decide about the texts of a request.
public sealed interface GuardDecision {

    static GuardDecision pass() {
        return new Pass();
    }

    /// The texts may go on, redacted where the policy redacts.
    record Pass() implements GuardDecision {}

    /// The request is refused.
    ///
    /// @param problem `guardrail-violation` with the category as `code` and the place as `param`, or
    ///     `gateway-overloaded`
    record Block(ProblemException problem) implements GuardDecision {}

    /// A person has to decide.
    ///
    /// @param category the first that asks
    /// @param param where it was found
    record Ask(Category category, String param) implements GuardDecision {}

    /// This decision, unless it refuses.
    ///
    /// @throws ProblemException of a [Block]
    default GuardDecision orThrow() {
        if (this instanceof Block(ProblemException problem)) {
            throw problem;
        }
        return this;
    }

    /// The stricter of two: a refusal before a question, a question before nothing; of two alike, this one.
    default GuardDecision or(GuardDecision later) {
        return this instanceof Block || later instanceof Pass || (this instanceof Ask && later instanceof Ask)
                ? this
                : later;
    }
}
