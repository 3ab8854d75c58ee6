package io.plumbline.gateway.exchange;

import io.plumbline.kit.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/// A client's dialect. Stateless.
public interface ClientCodec {

    /// Reads a request.
    ///
    /// @param body stays as it is
    /// @throws ProblemException `invalid-call`, with the place at fault as `param`
    ModelRequest read(ObjectNode body);

    /// Writes an answer in one piece.
    ///
    /// @param createdSeconds since 1970, where the dialect tells when an answer was made
    ObjectNode write(ModelAnswer answer, long createdSeconds);

    /// Begins to write a streamed answer.
    DeltaWriter deltas(long createdSeconds);

    /// Writes a provider's refusal.
    ObjectNode write(ProviderRefusal refusal);
}
