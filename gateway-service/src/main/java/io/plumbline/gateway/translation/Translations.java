package io.plumbline.gateway.translation;

import io.plumbline.gateway.client.completions.CompletionsCodec;
import io.plumbline.gateway.client.messages.MessagesCodec;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Presets;
import io.plumbline.gateway.exchange.ClientCodec;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.ProviderCodec;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the translation between two languages.
public final class Translations {

    private Translations() {}

    /// Begins the translation of a call.
    ///
    /// @param codec the provider's; null where only pairwise translations are
    /// @param body of a chat in the client's language; stays as it is
    /// @param presets what the target's version presets, in OpenAI's words; null for none
    /// @param model the provider's name for it
    /// @param createdSeconds since 1970, where the client's language tells when an answer was made
    /// @return null when both speak the same: then nothing is translated at all
    /// @throws ProblemException `invalid-call` for what cannot be said in the provider's language
    public static @Nullable Translation begin(
            Dialect client,
            Dialect provider,
            @Nullable ProviderCodec codec,
            ObjectNode body,
            @Nullable JsonNode presets,
            String model,
            long createdSeconds) {
        if (client == provider) {
            return null;
        }
        if (codec != null) {
            ClientCodec clientCodec = codecOf(client);
            ModelRequest request = clientCodec.read(body);
            if (client != Dialect.OPENAI && presets != null) {
                ObjectNode preset = WireJson.newObject();
                Presets.apply(presets, preset);
                request = request.orElse(new CompletionsCodec().read(preset));
            }
            return new CodecTranslation(clientCodec, codec.begin(request, model), createdSeconds);
        }
        return client == Dialect.OPENAI ? new ChatOnMessages(body, createdSeconds) : new MessagesOnChat(body, model);
    }

    private static ClientCodec codecOf(Dialect client) {
        return switch (client) {
            case OPENAI -> new CompletionsCodec();
            case ANTHROPIC -> new MessagesCodec();
            case BEDROCK, GEMINI -> throw new IllegalArgumentException("no client speaks " + client);
        };
    }
}
