package io.plumbline.gateway.pipeline;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.IncomingCall;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.pipeline.call.ClientCall;
import io.plumbline.gateway.pipeline.call.Conversations;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.pipeline.delivery.StreamProperties;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.resolve.ConversationTurn;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.Caller;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Starts calls.
@Component
final class ClientCalls {

    private final UuidV7 ids;
    private final Conversations conversations;
    private final StreamProperties streams;
    private final ParkedCalls parked;

    ClientCalls(UuidV7 ids, Conversations conversations, StreamProperties streams, ParkedCalls parked) {
        this.parked = parked;
        this.ids = ids;
        this.conversations = conversations;
        this.streams = streams;
    }

    UUID newId() {
        return ids.next();
    }

    CallAccount begin(UUID id, Caller caller, Surface surface) {
        return new CallAccount(IncomingCall.arriving(
                id, caller, ProblemWriter.currentTraceId(), surface.operation(), surface.operationName()));
    }

    /// @throws ProblemException if the body is not a valid request
    ClientCall open(
            CallAccount account,
            Surface surface,
            byte[] body,
            Map<String, String> headers,
            CallWatch watch,
            ReplayableResponse response) {
        CallRequest request = CallRequest.read(surface, body, headers);
        account.asks(new CallAccount.Asked(
                request.stream(),
                request.options().evaluation(),
                request.subject(),
                request.options().tagsAsMap()));
        ConversationTurn turn = conversations.turnOf(account.caller(), request);
        return ClientCall.of(
                account,
                request,
                turn,
                watch,
                response,
                new ClientCall.Bounds(streams.keepAlive(), parked.longestAnswer()));
    }
}
