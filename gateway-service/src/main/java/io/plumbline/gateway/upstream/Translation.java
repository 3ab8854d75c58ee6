package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.AnswerEvents;
import io.plumbline.gateway.exchange.ClientCodec;
import io.plumbline.gateway.exchange.NotAChunkException;
import io.plumbline.gateway.exchange.ProviderCall;
import tools.jackson.databind.node.ObjectNode;

/// One call on its way from a client's dialect into a provider's, and back. What is asked decides how the answer
/// is to be read, so it begins with the request. Not thread-safe.
///
/// @param createdSeconds since 1970, where the client's dialect tells when an answer was made
record Translation(ClientCodec client, ProviderCall call, long createdSeconds) {

    /// The request in the provider's dialect.
    ObjectNode request() {
        return call.request();
    }

    /// An answer in the client's dialect.
    ///
    /// @throws NotAChunkException when it cannot be read
    ObjectNode answer(ObjectNode body) throws NotAChunkException {
        return client.write(call.answer(body), createdSeconds);
    }

    /// A streamed answer in the client's dialect.
    AnswerEvents events(AnswerEvents source) {
        return new TranslatedEvents(source, call.deltas(), client.deltas(createdSeconds));
    }

    /// A provider's refusal in the client's dialect.
    ObjectNode refusal(ObjectNode body, int status) {
        return client.write(call.refusal(body, status));
    }
}
