package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.exchange.ProviderCodec;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.upstream.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.wire.EventReader;
import io.plumbline.gateway.wire.SseReader;
import io.plumbline.gateway.wire.WireJson;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How one kind of provider is called: where, with which headers, in which language. A further kind is one
/// class more, and a further [Dialect] where its language is a new one.
public interface ProviderProtocol {

    ProviderKind kind();

    Dialect dialect();

    /// How other dialects are said in this one.
    default @Nullable ProviderCodec codec() {
        return null;
    }

    boolean offers(Operation operation);

    /// Prepares the request.
    ///
    /// @param request with a body in this protocol's language, which stays as it is
    UpstreamExchange prepare(UpstreamTarget target, UpstreamRequest request);

    /// What is wrong with an answer in one piece; null when nothing is.
    @Nullable
    CallProblem faultOf(Operation operation, ObjectNode answer);

    /// What is wrong with the first event of a stream, as long as nothing has been decided on it; null when
    /// nothing is.
    @Nullable
    CallProblem faultOfEvent(byte[] data);

    /// A refusal, where the provider says in its body what others say by status and headers.
    ///
    /// @param body a megabyte of it at most
    default StatedRefusal refusal(int status, byte[] body) {
        return new StatedRefusal(status, WireJson.object(body).orElse(null), null);
    }

    /// What a provider says of a request that it does not answer.
    ///
    /// @param status 400..599
    /// @param body in this protocol's language; null where it is no JSON object
    /// @param retryAfterSeconds null where the headers say it, or nobody does
    record StatedRefusal(
            int status, @Nullable ObjectNode body, @Nullable Long retryAfterSeconds) {}

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
