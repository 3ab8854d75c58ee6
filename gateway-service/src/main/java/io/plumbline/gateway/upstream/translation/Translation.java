package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCall;
import tools.jackson.databind.node.ObjectNode;

/// Translates one call from a client's dialect into a provider's, and back. The request determines how the answer
/// is read, so it comes first. Not thread-safe.
///
/// @param createdSeconds since 1970, if the client's dialect states when an answer was created
public record Translation(ClientCodec client, ProviderCall call, long createdSeconds) {

    /// Returns the request in the provider's dialect.
    ObjectNode request() {
        return call.request();
    }

    /// Translates an answer into the client's dialect.
    ///
    /// @throws NotAChunkException if it is unreadable
    public ObjectNode answer(ObjectNode body) throws NotAChunkException {
        return client.write(call.answer(body), createdSeconds);
    }

    /// Translates a streamed answer into the client's dialect.
    public AnswerEvents events(AnswerEvents source) {
        return new TranslatedEvents(source, call.deltas(), client.deltas(createdSeconds));
    }

    /// Translates a provider's refusal into the client's dialect.
    public ObjectNode refusal(ObjectNode body, int status) {
        return client.write(call.refusal(body, status));
    }
}
