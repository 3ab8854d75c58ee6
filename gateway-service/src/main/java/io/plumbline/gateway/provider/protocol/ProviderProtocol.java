package io.plumbline.gateway.provider.protocol;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.wire.EventReader;
import io.plumbline.gateway.wire.SseReader;
import io.plumbline.gateway.wire.WireJson;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How one kind of provider is called: URL, headers and dialect. A new kind needs one class, and a new [Dialect]
/// if its wire format is new.
public interface ProviderProtocol {

    ProviderKind kind();

    default Dialect dialect() {
        return kind().dialect();
    }

    /// Returns the codec between other dialects and this one.
    ProviderCodec codec();

    boolean offers(Operation operation);

    /// Returns members of a request, in lower case, by which such a provider would call another model or server,
    /// in addition to those that every aggregator knows.
    default Set<String> routingMembers() {
        return Set.of();
    }

    /// Returns members of a request, in lower case, by which such a provider would store the conversation.
    default Set<String> keepingMembers() {
        return Set.of("store", "metadata", "prompt_cache_retention", "cache", "caching");
    }

    /// Whether `metadata` may name the user, and nothing else.
    default boolean namesUserInMetadata() {
        return false;
    }

    /// Returns the member of a request that contains model-specific parameters; null if they are next to the
    /// others.
    default @Nullable String openMember() {
        return null;
    }

    /// Prepares the request.
    ///
    /// @param request with a body in this protocol's dialect; not modified
    UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request);

    /// Returns the error that a whole answer reports; null for none.
    @Nullable
    CallProblem faultOf(Operation operation, ObjectNode answer);

    /// Returns the error that the first event of a stream reports, as long as nothing has been decided about it;
    /// null for none.
    @Nullable
    CallProblem faultOfEvent(byte[] data);

    /// Reads a refusal. Some providers put the status or `retry-after` elsewhere.
    ///
    /// @param response whose body has been read
    /// @param body at most a megabyte of it
    default StatedRefusal refusal(UpstreamResponse response, byte[] body) {
        return new StatedRefusal(response.status(), WireJson.object(body).orElse(null), null);
    }

    /// A provider's refusal of a request.
    ///
    /// @param status 400..599
    /// @param body in this protocol's dialect; null if it is not a JSON object
    /// @param retryAfterSeconds null if it is in the headers or missing
    record StatedRefusal(
            int status, @Nullable ObjectNode body, @Nullable Long retryAfterSeconds) {}

    /// Returns the beginning of a stream's content type, in lower case.
    default String streamType() {
        return "text/event-stream";
    }

    /// Starts reading a stream.
    ///
    /// @param maxEventBytes maximum size of an event; a larger one is an error
    default EventReader events(InputStream body, int maxEventBytes) {
        return new SseReader(body, maxEventBytes);
    }
}
