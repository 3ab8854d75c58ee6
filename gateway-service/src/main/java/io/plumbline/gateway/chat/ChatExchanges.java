package io.plumbline.gateway.chat;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.guard.TeamKeys;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.guardrails.operator.SecretKeys;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.Callers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Begins calls. The vault of a call that belongs to a session hides the same value behind the same characters as
/// the calls before it did, so that a history which is sent anew is redacted as it was.
@Component
final class ChatExchanges {

    private final UuidV7 ids;
    private final TeamKeys keys;
    private final StreamProperties streams;
    private final ParkedCalls parked;

    ChatExchanges(UuidV7 ids, TeamKeys keys, StreamProperties streams, ParkedCalls parked) {
        this.parked = parked;
        this.ids = ids;
        this.keys = keys;
        this.streams = streams;
    }

    Call begin() {
        return new Call(ids.next(), Callers.current(), ProblemWriter.currentTraceId());
    }

    /// @throws ProblemException when the body is no request
    ChatExchange open(
            Call call,
            Surface surface,
            byte[] body,
            Map<String, String> headers,
            CallWatch watch,
            HttpServletResponse response) {
        call.asks(surface.operation(), surface.dialect());
        ChatRequest request = ChatRequest.read(surface, body, headers);
        call.asked(request.stream(), request.options().evaluation(), request.subject());
        PlaceholderVault hidden = vault(call, request.options().session());
        return ChatExchange.of(call, request, watch, response, hidden, streams.keepAlive(), parked.longestAnswer());
    }

    /// Its operators use the keys of the team whose call it is, which is known once the route is.
    private PlaceholderVault vault(Call call, @Nullable String session) {
        SecretKeys ofTeam = purpose -> keys.of(team(call)).key(purpose);
        return session == null
                ? PlaceholderVault.fresh(ofTeam)
                : PlaceholderVault.forConversation(ofTeam, call.caller().id() + " " + session);
    }

    private static String team(Call call) {
        Resolution resolution = call.resolution();
        return resolution == null ? "" : resolution.team();
    }
}
