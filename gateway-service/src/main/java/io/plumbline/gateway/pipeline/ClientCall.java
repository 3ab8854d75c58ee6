package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.route.Turn;
import io.plumbline.kit.security.Caller;
import java.io.IOException;
import java.time.Duration;

/// A call whose request is read, and the response to its client. Its route is not known yet: see [ResolvedCall].
///
/// @param turn of its conversation, as [Conversations] identifies it
record ClientCall(
        CallAccount account,
        CallRequest request,
        Turn turn,
        Delivery delivery,
        CallWatch watch,
        ReplayableResponse response) {

    /// @param keepAlive how long a stream may be silent
    /// @param longestParked maximum size of an answer that waits for an approval
    record Bounds(Duration keepAlive, int longestParked) {}

    static ClientCall of(
            CallAccount account,
            CallRequest request,
            Turn turn,
            CallWatch watch,
            ReplayableResponse response,
            Bounds bounds) {
        Delivery delivery = request.stream()
                ? new StreamedDelivery(account, request, response, watch, bounds.keepAlive(), bounds.longestParked())
                : new WholeDelivery(account, request.surface().answers(), response, watch);
        return new ClientCall(account, request, turn, delivery, watch, response);
    }

    Caller caller() {
        return account.caller();
    }

    Surface surface() {
        return request.surface();
    }

    CallMemory memory() {
        return request.surface().memory();
    }

    /// Sends a stored answer.
    void replay(String contentType, byte[] answer) throws IOException {
        CallHeaders.replayed(response, contentType, answer.length, request.stream());
        watch.write(response.getOutputStream(), out -> {
            out.write(answer);
            out.flush();
        });
    }

    boolean isEvaluation() {
        return account.asked().evaluation();
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ClientCall[" + account.id() + "]";
    }
}
