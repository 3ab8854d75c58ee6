package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.guardrails.redact.PlaceholderVault;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/// One call under way: what is known of it, what was asked, and the way back to the client.
///
/// @param hidden the caller's own values, which the provider does not see
record ChatExchange(
        Call call,
        ChatRequest request,
        Delivery delivery,
        CallWatch watch,
        HttpServletResponse response,
        PlaceholderVault hidden) {

    static ChatExchange of(
            Call call,
            ChatRequest request,
            CallWatch watch,
            HttpServletResponse response,
            PlaceholderVault hidden,
            Duration keepAlive,
            int longestParked) {
        Delivery delivery = request.stream()
                ? new StreamedDelivery(call, request, response, watch, keepAlive, longestParked)
                : new WholeDelivery(call, request.surface(), response, watch);
        return new ChatExchange(call, request, delivery, watch, response, hidden);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "ChatExchange[" + call.id() + "]";
    }
}
