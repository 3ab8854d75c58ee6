package io.plumbline.gateway.pipeline;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.route.Turn;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.Callers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Starts calls.
@Component
final class ChatExchanges {

    private final UuidV7 ids;
    private final Conversations conversations;
    private final StreamProperties streams;
    private final ParkedCalls parked;

    ChatExchanges(UuidV7 ids, Conversations conversations, StreamProperties streams, ParkedCalls parked) {
        this.parked = parked;
        this.ids = ids;
        this.conversations = conversations;
        this.streams = streams;
    }

    Call begin() {
        return new Call(ids.next(), Callers.current(), ProblemWriter.currentTraceId());
    }

    /// @throws ProblemException if the body is not a valid request
    ChatExchange open(
            Call call,
            Surface surface,
            byte[] body,
            Map<String, String> headers,
            CallWatch watch,
            HttpServletResponse response) {
        call.asks(surface);
        ChatRequest request = ChatRequest.read(surface, body, headers);
        call.asked(request.stream(), request.options().evaluation(), request.subject());
        Turn turn = conversations.turnOf(call.caller(), request);
        return ChatExchange.of(
                call,
                request,
                turn,
                watch,
                response,
                SingletonSupplier.of(() -> conversations.vault(call, turn.conversation())),
                new ChatExchange.Bounds(streams.keepAlive(), parked.longestAnswer()));
    }
}
