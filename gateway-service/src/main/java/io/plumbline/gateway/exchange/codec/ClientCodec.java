package io.plumbline.gateway.exchange.codec;

import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.kit.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes a client's dialect. Stateless.
public interface ClientCodec {

    /// Reads a request.
    ///
    /// @param body not modified
    /// @throws ProblemException `invalid-call`, with the invalid field as `param`
    ModelRequest read(ObjectNode body);

    /// Writes an answer that is not streamed.
    ///
    /// @param createdSeconds since 1970, for dialects that state when an answer was created
    ObjectNode write(ModelAnswer answer, long createdSeconds);

    /// Starts writing a streamed answer.
    DeltaWriter deltas(long createdSeconds);

    /// Writes a provider's refusal.
    ObjectNode write(ProviderRefusal refusal);
}
