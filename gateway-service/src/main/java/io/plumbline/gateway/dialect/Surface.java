package io.plumbline.gateway.dialect;

import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The client API of one compatible path, in the parts that a stage of the call pipeline may need. The guards
/// inspect requests and answers in the client's dialect, whatever the provider's dialect. Stateless, unless its
/// calls have a [#memory]; such a surface serves one call.
public interface Surface {

    Dialect dialect();

    Operation operation();

    /// Returns the operation name in the audit log.
    default String operationName() {
        return operation().wireName();
    }

    /// Validates the structure of a request before any decision about it, and converts it into the form that the
    /// guards inspect.
    ///
    /// @param body without the field `plumbline`; may be modified
    /// @throws ProblemException `invalid-call`
    ObjectNode read(ObjectNode body);

    default CallMemory memory() {
        return CallMemory.NONE;
    }

    /// Returns the codec between this dialect and others; null if only providers of the same dialect offer the
    /// operation.
    default @Nullable ClientCodec codec() {
        return null;
    }

    ClientParameters parameters();

    ClientPrompt prompt();

    default ClientTools tools() {
        return ClientTools.NONE;
    }

    ClientAnswers answers();

    ClientErrors errors();
}
