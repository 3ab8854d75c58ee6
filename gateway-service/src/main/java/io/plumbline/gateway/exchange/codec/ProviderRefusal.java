package io.plumbline.gateway.exchange.codec;

import org.jspecify.annotations.Nullable;

/// A provider's error response to a request.
///
/// @param status 400..599
/// @param message in the provider's words; empty for none
/// @param type the provider's error type; null for none
/// @param code the provider's error code; null for none. `context_length_exceeded` if the conversation exceeds
///     the model's context
public record ProviderRefusal(
        int status,
        String message,
        @Nullable String type,
        @Nullable String code) {

    /// OpenAI's code for a conversation that exceeds the context. Clients react to it by shortening the
    /// conversation.
    public static final String TOO_LONG = "context_length_exceeded";

    /// Returns the provider's message, or a text with the status if there is none.
    public String messageOrStatus() {
        return message.isEmpty() ? "The provider refused the call: it answered " + status + "." : message;
    }
}
