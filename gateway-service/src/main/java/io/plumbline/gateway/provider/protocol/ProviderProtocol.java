package io.plumbline.gateway.provider.protocol;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.wire.EventReader;
import io.plumbline.gateway.wire.SseReader;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How one kind of provider is called: where, with which headers, in which language. A further kind is one
/// class more, and a further [Dialect] where its language is a new one.
public interface ProviderProtocol {

    ProviderKind kind();

    default Dialect dialect() {
        return kind().dialect();
    }

    /// How other dialects are said in this one.
    ProviderCodec codec();

    boolean offers(Operation operation);

    /// Members of a request, in lower case, by which such a provider would call another model or server, beside
    /// those that every aggregator knows.
    default Set<String> routingMembers() {
        return Set.of();
    }

    /// Members of a request, in lower case, by which such a provider would keep what was said.
    default Set<String> keepingMembers() {
        return Set.of("store", "metadata", "prompt_cache_retention", "cache", "caching");
    }

    /// Whether `metadata` may name the user, and nothing else.
    default boolean namesUserInMetadata() {
        return false;
    }

    /// Prepares the request.
    ///
    /// @param request with a body in this protocol's language, which stays as it is
    UpstreamExchange prepare(UpstreamTarget target, OutgoingRequest request);

    /// What is wrong with an answer in one piece; null when nothing is.
    @Nullable
    CallProblem faultOf(Operation operation, ObjectNode answer);

    /// What is wrong with the first event of a stream, as long as nothing has been decided on it; null when
    /// nothing is.
    @Nullable
    CallProblem faultOfEvent(byte[] data);

    /// How the content type of a stream begins, in lower case.
    default String streamType() {
        return "text/event-stream";
    }

    /// Begins to read a stream.
    ///
    /// @param maxEventBytes longest event; a longer one is an error
    default EventReader events(InputStream body, int maxEventBytes) {
        return new SseReader(body, maxEventBytes);
    }
}
