package io.plumbline.gateway.dialect;

import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The error shape of a client's calls. Stateless, unless the [Surface] serves one call.
public interface ClientErrors {

    /// Rewrites a problem for the client: uses this surface's own field names.
    default ProblemException rewritten(ProblemException problem) {
        return problem;
    }

    /// Rewrites the body of a provider's refusal in the same way; null stays null.
    default byte @Nullable [] rewritten(byte @Nullable [] refusal) {
        return refusal;
    }

    /// Returns the HTTP status of a problem on this surface.
    int status(ProblemException problem);

    /// Emits the event that ends a stream with a failure.
    <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E;

    /// Returns a body that replaces a provider's refusal that must not be shown.
    ///
    /// @param status 400..499
    ObjectNode refusal(int status);
}
