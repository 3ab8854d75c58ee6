package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Finds the translation between two languages.
public final class Translations {

    private Translations() {}

    /// Begins the translation of a call.
    ///
    /// @param body of a chat in the client's language; stays as it is
    /// @param model the provider's name for it
    /// @param createdSeconds since 1970, where the client's language tells when an answer was made
    /// @return null when both speak the same: then nothing is translated at all
    /// @throws ProblemException `invalid-call` for what cannot be said in the provider's language
    public static @Nullable Translation begin(
            Dialect client, Dialect provider, ObjectNode body, String model, long createdSeconds) {
        if (client == provider) {
            return null;
        }
        return client == Dialect.OPENAI ? new ChatOnMessages(body, createdSeconds) : new MessagesOnChat(body, model);
    }
}
