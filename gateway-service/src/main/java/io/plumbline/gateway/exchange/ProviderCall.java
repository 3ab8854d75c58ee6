package io.plumbline.gateway.exchange;

import tools.jackson.databind.node.ObjectNode;

/// One call in a provider's dialect: what is asked decides how the answer is to be read. Not thread-safe.
public interface ProviderCall {

    /// The request as the provider takes it.
    ObjectNode request();

    /// Reads an answer in one piece.
    ///
    /// @throws NotAChunkException when it cannot be read
    ModelAnswer answer(ObjectNode body) throws NotAChunkException;

    /// Begins to read a streamed answer.
    DeltaReader deltas();

    /// Reads a refusal.
    ///
    /// @param status 400..599
    ProviderRefusal refusal(ObjectNode body, int status);
}
