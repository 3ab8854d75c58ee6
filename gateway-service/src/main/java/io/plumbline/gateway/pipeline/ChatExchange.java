package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.Turn;
import io.plumbline.guardrails.redact.PlaceholderVault;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// One call under way: what is known of it, what was asked, and the way back to the client.
///
/// @param turn of which conversation it is, as [Conversations] names it
/// @param vault of the caller's own values, which follows from the call's team and policy: asked once these are
///     known
record ChatExchange(
        Call call,
        ChatRequest request,
        Turn turn,
        Delivery delivery,
        CallWatch watch,
        HttpServletResponse response,
        Supplier<PlaceholderVault> vault) {

    /// @param keepAlive how long a stream may be silent
    /// @param longestParked how long an answer about which a person decides may be
    record Bounds(Duration keepAlive, int longestParked) {}

    static ChatExchange of(
            Call call,
            ChatRequest request,
            Turn turn,
            CallWatch watch,
            HttpServletResponse response,
            Supplier<PlaceholderVault> vault,
            Bounds bounds) {
        Delivery delivery = request.stream()
                ? new StreamedDelivery(call, request, response, watch, bounds.keepAlive(), bounds.longestParked())
                : new WholeDelivery(call, request.surface(), response, watch);
        return new ChatExchange(call, request, turn, delivery, watch, response, vault);
    }

    /// Lets the surface store the answer, where there is one.
    ///
    /// @param parked whether it waits for a person
    void remember(Resolution resolution, boolean parked) {
        ArrayNode choices = delivery.remembered();
        if (choices != null) {
            request.surface()
                    .memory()
                    .answered(new CallMemory.Answered(
                            resolution.team(), resolution.route(), turn.conversation(), choices, parked));
        }
    }

    /// The caller's own values, which the provider does not see.
    PlaceholderVault hidden() {
        return vault.get();
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "ChatExchange[" + call.id() + "]";
    }
}
