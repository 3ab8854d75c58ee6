package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.delivery.Delivery;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.pipeline.delivery.StreamedDelivery;
import io.plumbline.gateway.pipeline.delivery.WholeDelivery;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.resolve.ConversationTurn;
import io.plumbline.kit.security.Caller;
import java.io.IOException;
import java.time.Duration;

/// A call whose request is read, and the response to its client. Its route is not known yet: see [ResolvedCall].
///
/// @param turn of its conversation, as [Conversations] identifies it
public record ClientCall(
        CallAccount account,
        CallRequest request,
        ConversationTurn turn,
        Delivery delivery,
        CallWatch watch,
        ReplayableResponse response) {

    /// @param keepAlive how long a stream may be silent
    /// @param longestParked maximum size of an answer that waits for an approval
    public record Bounds(Duration keepAlive, int longestParked) {}

    public static ClientCall of(
            CallAccount account,
            CallRequest request,
            ConversationTurn turn,
            CallWatch watch,
            ReplayableResponse response,
            Bounds bounds) {
        Delivery delivery = request.stream()
                ? new StreamedDelivery(account, request, response, watch, bounds.keepAlive(), bounds.longestParked())
                : new WholeDelivery(account, request.surface().answers(), response, watch);
        return new ClientCall(account, request, turn, delivery, watch, response);
    }

    public Caller caller() {
        return account.caller();
    }

    public Surface surface() {
        return request.surface();
    }

    public CallMemory memory() {
        return request.surface().memory();
    }

    /// Sends a stored answer.
    public void replay(String contentType, byte[] answer) throws IOException {
        CallHeaders.replayed(response, contentType, answer.length, request.stream());
        watch.write(response.getOutputStream(), out -> {
            out.write(answer);
            out.flush();
        });
    }

    public boolean isEvaluation() {
        return account.asked().evaluation();
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ClientCall[" + account.id() + "]";
    }
}
