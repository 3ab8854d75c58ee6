package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.Turn;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// One call in progress: its state, its request and the response to its client.
///
/// @param turn of its conversation, as [Conversations] identifies it
/// @param vault of the caller's own values; depends on the call's team and policy, so read it only once they are
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
    /// @param longestParked maximum size of an answer that waits for an approval
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

    /// Lets the surface store the answer if there is one.
    ///
    /// @param parked whether it waits for an approval
    void remember(Resolution resolution, boolean parked) {
        ArrayNode choices = delivery.remembered();
        if (choices != null) {
            request.surface()
                    .memory()
                    .answered(new CallMemory.Answered(
                            resolution.team(), resolution.route(), turn.conversation(), choices, parked));
        }
    }

    /// Returns the caller's own values, which the provider does not receive.
    PlaceholderVault hidden() {
        return vault.get();
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ChatExchange[" + call.id() + "]";
    }
}
