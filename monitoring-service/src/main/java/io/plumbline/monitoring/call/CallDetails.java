package io.plumbline.monitoring.call;

import io.plumbline.audit.AuditReader;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.clients.gateway.CallRetrieval;
import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.clients.gateway.CallRouting;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.call.CallQuery.CallSource;
import io.plumbline.monitoring.feedback.CallFeedback;
import io.plumbline.monitoring.feedback.FeedbackResponse;
import io.plumbline.monitoring.projection.CallEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Everything that is known about one call: its row, its event in the audit log, and its feedback. The request
/// role may not read the audit log, so the event is read as the worker role, and only of a call that the caller
/// may see.
@Service
class CallDetails {

    private final Calls calls;
    private final AuditReader reader;
    private final CallFeedback feedback;

    CallDetails(Calls calls, AuditReader reader, CallFeedback feedback) {
        this.calls = calls;
        this.reader = reader;
        this.feedback = feedback;
    }

    /// A call with its path through the gateway.
    ///
    /// @param path the stages it passed, up to the one that ended it
    /// @param findings what the guards found, by stage, category and action; never values
    /// @param counts findings by category or entity type
    /// @param routing the reasons for the routing; null if there is nothing to report
    /// @param retrieval the passages of a knowledge base that the model received or the guards withheld; null for a
    ///     route without a knowledge base
    /// @param auditEventId the call's event in the audit log; null for an unguarded call, which has none
    /// @param received the span of an unguarded call; null for a call through the gateway
    record CallDetail(
            ListedCall call,
            CallRequestFacts request,
            List<CallPath.PathStep> path,
            List<CallFinding> findings,
            Map<String, Integer> counts,
            @Nullable CallRouting routing,
            @Nullable CallRetrieval retrieval,
            @Nullable String servedConfiguration,
            List<FeedbackResponse> feedback,
            @Nullable UUID auditEventId,
            @Nullable ReceivedSpan received) {}

    /// The span from which an unguarded call is known.
    ///
    /// @param dialect convention of its attributes: `OPENTELEMETRY`, `TRACELOOP`, `OPENINFERENCE` or `LANGFUSE`
    /// @param server address that was called
    /// @param responseModel model that answered
    /// @param tokensKnown whether the span has tokens. Many instrumentations have none for streams
    record ReceivedSpan(
            String dialect,
            String spanId,
            @Nullable String operation,
            @Nullable String server,
            @Nullable String responseModel,
            @Nullable Long cachedInputTokens,
            boolean tokensKnown) {}

    /// How a call was made.
    ///
    /// @param operation `chat`, `messages`, `embeddings` or `count_tokens`; null in old events
    /// @param roles the caller's roles in the team
    /// @param rollout the rollout that selected the variant; null without one
    /// @param cachedInputTokens input tokens that the provider read from its cache
    /// @param skippedDetectors what the guards skipped for lack of time
    record CallRequestFacts(
            @Nullable String operation,
            boolean stream,
            List<String> roles,
            @Nullable CallRollout rollout,
            long cachedInputTokens,
            List<String> skippedDetectors) {}

    /// @throws ProblemException 404 if the caller's teams made no such call, or it is no longer listed
    ListedCall listed(UUID callId) {
        return calls.find(callId)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                        "No such call is listed. callId is the x-plumbline-call-id of an answer. A new call may take a"
                                + " moment to appear; older calls are in the audit log."));
    }

    /// @throws ProblemException 404 as in [#listed]
    CallDetail detail(UUID callId) {
        ListedCall call = listed(callId);
        if (call.caller().source() == CallSource.OTLP) {
            return unguarded(call, calls.received(callId));
        }
        CallEvent event = Tenancy.asWorker(() -> reader.find(callId))
                .flatMap(CallEvent::read)
                .orElseThrow(() -> new IllegalStateException("The log has no readable event of the call " + callId));
        CallAttributes attributes = event.attributes();
        return new CallDetail(
                call,
                request(attributes),
                CallPath.of(event),
                event.findings(),
                attributes.guards().findings(),
                attributes.routing(),
                attributes.served().retrieval(),
                attributes.served().servedConfiguration(),
                feedback.of(callId),
                callId,
                null);
    }

    private static CallDetail unguarded(ListedCall call, ReceivedSpan received) {
        long cached = Objects.requireNonNullElse(received.cachedInputTokens(), 0L);
        return new CallDetail(
                call,
                new CallRequestFacts(received.operation(), false, List.of(), null, cached, List.of()),
                List.of(),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                List.of(),
                null,
                received);
    }

    private static CallRequestFacts request(CallAttributes attributes) {
        return new CallRequestFacts(
                attributes.request().operation(),
                attributes.request().stream(),
                Objects.requireNonNullElse(attributes.roles(), List.of()),
                attributes.served().rollout(),
                Objects.requireNonNullElse(attributes.usage().cachedInputTokens(), 0L),
                Objects.requireNonNullElse(attributes.guards().skipped(), List.of()));
    }
}
