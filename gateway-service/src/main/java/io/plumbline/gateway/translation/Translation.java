package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.NotAChunkException;
import tools.jackson.databind.node.ObjectNode;

/// One call on its way into another language and back. What is asked decides how the answer is to be read, so
/// a translation begins with the request. Not thread-safe.
public interface Translation {

    /// The request in the provider's language.
    ObjectNode request();

    /// An answer in the client's language.
    ///
    /// @throws NotAChunkException when it cannot be read
    ObjectNode answer(ObjectNode body) throws NotAChunkException;

    /// Begins to translate a streamed answer.
    EventTranslator events();

    /// A provider's refusal in the client's language.
    ObjectNode refusal(ObjectNode body, int status);
}
