package io.plumbline.gateway.exchange.codec;

import io.plumbline.gateway.exchange.ModelAnswer;
import tools.jackson.databind.node.ObjectNode;

/// One call in a provider's dialect. The request determines how the answer is read. Not thread-safe.
public interface ProviderCall {

    /// Returns the request in the provider's dialect.
    ObjectNode request();

    /// Reads an answer that is not streamed.
    ///
    /// @throws NotAChunkException if the body is unreadable
    ModelAnswer answer(ObjectNode body) throws NotAChunkException;

    /// Starts reading a streamed answer.
    DeltaReader deltas();

    /// Reads a refusal.
    ///
    /// @param status 400..599
    ProviderRefusal refusal(ObjectNode body, int status);
}
