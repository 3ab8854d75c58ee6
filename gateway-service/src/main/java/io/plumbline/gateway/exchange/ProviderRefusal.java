package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// What a provider says of a request that it does not answer.
///
/// @param status 400..599
/// @param message in the provider's words; empty for none
/// @param type of the error in the provider's words; null for none
/// @param code of the error in the provider's words; null for none. `context_length_exceeded` where the
///     conversation is too long for the model
public record ProviderRefusal(
        int status,
        String message,
        @Nullable String type,
        @Nullable String code) {

    /// OpenAI's code for a conversation that is too long, by which clients know to shorten it.
    public static final String TOO_LONG = "context_length_exceeded";

    /// The provider's words, or that it refused.
    public String messageOrStatus() {
        return message.isEmpty() ? "The provider refused the call: it answered " + status + "." : message;
    }
}
