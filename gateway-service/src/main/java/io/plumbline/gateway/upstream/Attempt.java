package io.plumbline.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.provider.protocol.ProviderProtocol.StatedRefusal;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import io.plumbline.gateway.upstream.UpstreamFailure.Refusal;
import io.plumbline.gateway.upstream.http.LimitedExchange;
import io.plumbline.gateway.upstream.http.RetryAfter;
import io.plumbline.gateway.upstream.translation.AnswerEvents;
import io.plumbline.gateway.upstream.translation.Outgoing;
import io.plumbline.gateway.upstream.translation.ProviderEvents;
import io.plumbline.gateway.upstream.translation.Translation;
import io.plumbline.gateway.wire.EventReader;
import io.plumbline.gateway.wire.MalformedStreamException;
import io.plumbline.gateway.wire.TooLongException;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.egress.EgressProxyException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One request to one target: sends it, classifies the result, and reports it to the target's breaker. Not
/// thread-safe, except for the watch's actions.
public final class Attempt {

    private static final int MAX_ERROR_BYTES = 1_000_000;
    private static final int MAX_ANSWER_BYTES = 64_000_000;
    private static final int MAX_EVENT_BYTES = 8_000_000;

    private static final int MAX_WORDS = 1_000;
    private static final String MESSAGE = "message";

    private static final int BAD_REQUEST = 400;

    /// Anthropic's status for an overloaded provider.
    private static final int OVERLOADED = 529;

    private final Outgoing outgoing;
    private final CircuitBreaker breaker;
    private final CallWatch watch;
    private final Clock clock;
    private final long start = System.nanoTime();
    private boolean refused;

    Attempt(Outgoing outgoing, CircuitBreaker breaker, CallWatch watch, Clock clock) {
        this.outgoing = outgoing;
        this.breaker = breaker;
        this.watch = watch;
        this.clock = clock;
    }

    UpstreamAnswer run() throws UpstreamFailure, CallEndedException {
        if (!breaker.tryAcquirePermission()) {
            throw new UpstreamFailure(CallProblem.PROVIDER_UNAVAILABLE);
        }
        watch.onEnd(outgoing.exchange()::abort);
        boolean kept = false;
        try {
            if (watch.end() != CallWatch.End.NONE) {
                throw endedFromOutside(watch.end());
            }
            UpstreamResponse response = outgoing.exchange().send();
            if (response.status() / 100 != 2) {
                refused = true;
                throw refused(response);
            }
            boolean stream = outgoing.request().stream();
            UpstreamAnswer answer = stream ? streamed(response) : whole(response);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            kept = stream;
            return answer;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (!kept) {
                outgoing.exchange().close();
            }
        }
    }

    /// Returns the time since it began.
    public long nanos() {
        return System.nanoTime() - start;
    }

    /// Whether the provider has received the request.
    private boolean isSent() {
        return outgoing.exchange().isSent();
    }

    /// Whether the provider has received the request, and neither it nor an egress proxy before it has refused
    /// it. A refusal by status costs nothing, even if its body was interrupted.
    boolean mayBePaid() {
        return isSent() && !refused;
    }

    private UpstreamAnswer whole(UpstreamResponse response) throws IOException, UpstreamFailure {
        byte[] bytes = announced(response);
        ObjectNode body = WireJson.object(bytes).orElse(null);
        if (body == null) {
            outgoing.exchange().abort();
            throw broken(CallProblem.PROVIDER_MALFORMED);
        }
        CallProblem fault = outgoing.protocol().faultOf(outgoing.request().operation(), body);
        if (fault != null) {
            throw failed(fault, bytes);
        }
        readOut(response.body());
        return new UpstreamAnswer.Whole(outgoing.target(), translated(body));
    }

    private ObjectNode translated(ObjectNode body) throws UpstreamFailure {
        Translation translation = outgoing.translation();
        try {
            return translation == null ? body : translation.answer(body);
        } catch (NotAChunkException e) {
            throw broken(e.problem());
        }
    }

    private UpstreamAnswer streamed(UpstreamResponse response) throws IOException, UpstreamFailure {
        String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith(outgoing.protocol().streamType())) {
            throw broken(CallProblem.PROVIDER_MALFORMED);
        }
        EventReader events = outgoing.protocol().events(response.body(), MAX_EVENT_BYTES);
        byte[] first = events.next();
        if (first == null) {
            throw broken(CallProblem.PROVIDER_CUT);
        }
        CallProblem fault = outgoing.protocol().faultOfEvent(first);
        if (fault != null) {
            throw failed(fault, first);
        }
        AnswerEvents own = new ProviderEvents(first, events);
        Translation translation = outgoing.translation();
        return new UpstreamAnswer.Streamed(
                outgoing.target(), translation == null ? own : translation.events(own), this);
    }

    /// Classifies an error sent with a status of success. Azure and vLLM refuse requests in the first event of a
    /// stream; such a refusal is treated like one by status.
    private UpstreamFailure failed(CallProblem fault, byte[] said) {
        if (fault != CallProblem.PROVIDER_ERROR || RefusedRequest.classOf(BAD_REQUEST, said) == FailureClass.REQUEST) {
            return broken(fault);
        }
        breaker.releasePermission();
        return new UpstreamFailure(
                fault,
                new Refusal(BAD_REQUEST, presentable(WireJson.object(said).orElse(null), BAD_REQUEST), Map.of(), null));
    }

    private UpstreamFailure refused(UpstreamResponse response) throws IOException, UpstreamFailure {
        StatedRefusal stated = outgoing.protocol().refusal(response, read(response.body(), MAX_ERROR_BYTES));
        int status = stated.status();
        Map<String, String> headers = RetryAfter.headers(response, stated.retryAfterSeconds());
        Refusal refusal =
                new Refusal(status, presentable(stated.body(), status), headers, RetryAfter.parse(headers, clock));
        if (refusal.isAboutCredential()) {
            breaker.releasePermission();
            return new UpstreamFailure(CallProblem.PROVIDER_CREDENTIAL_REFUSED, refusal);
        }
        if (refusal.isForClient()) {
            breaker.releasePermission();
            return new UpstreamFailure(CallProblem.PROVIDER_ERROR, refusal);
        }
        countFailure();
        CallProblem problem = switch (status) {
            case 503, OVERLOADED -> CallProblem.PROVIDER_OVERLOADED;
            case 504 -> CallProblem.PROVIDER_TIMEOUT;
            default -> CallProblem.PROVIDER_ERROR;
        };
        return new UpstreamFailure(problem, refusal);
    }

    /// Returns the body for the client: a JSON error that does not quote the gateway's credential, however
    /// escaped.
    private byte @Nullable [] presentable(@Nullable ObjectNode body, int status) {
        String credential = outgoing.target().provider().credential();
        Translation translation = outgoing.translation();
        return Optional.ofNullable(body)
                .map(json -> translation == null ? json : translation.refusal(json, status))
                .map(WireJson::bytes)
                .filter(json -> credential == null || !new String(json, StandardCharsets.UTF_8).contains(credential))
                .orElse(null);
    }

    /// Classifies a connection error. An abort by the watch is not the provider's fault, unless a time limit
    /// caused it.
    ///
    /// @throws CallEndedException if the client has disconnected
    public UpstreamFailure failed(IOException e) throws CallEndedException {
        CallWatch.End end = watch.end();
        if (end == CallWatch.End.DEADLINE) {
            return broken(CallProblem.PROVIDER_TIMEOUT);
        }
        if (end != CallWatch.End.NONE) {
            return endedFromOutside(end);
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            breaker.releasePermission();
            return new UpstreamFailure(CallProblem.GATEWAY_OVERLOADED, UpstreamFailure.Limit.CONNECTIONS);
        }
        if (e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException)) {
            boolean own = e instanceof LimitedExchange.LateException;
            return late(own ? UpstreamFailure.Limit.ATTEMPT : UpstreamFailure.Limit.SILENCE);
        }
        if (e instanceof EgressProxyException) {
            refused = true; // By the proxy: the provider has heard nothing of it.
            return broken(CallProblem.PROVIDER_UNREACHABLE);
        }
        if (isNonsense(e)) {
            return broken(CallProblem.PROVIDER_MALFORMED);
        }
        return broken(isSent() ? CallProblem.PROVIDER_CUT : CallProblem.PROVIDER_UNREACHABLE);
    }

    /// Handles an abort that the target did not cause.
    private UpstreamFailure endedFromOutside(CallWatch.End why) throws CallEndedException {
        breaker.releasePermission();
        if (why == CallWatch.End.CLIENT_GONE) {
            throw new CallEndedException();
        }
        return new UpstreamFailure(
                why == CallWatch.End.DEADLINE ? CallProblem.PROVIDER_TIMEOUT : CallProblem.GATEWAY_STOPPING);
    }

    /// Whether the response is not HTTP or is unbounded.
    private static boolean isNonsense(IOException e) {
        return e instanceof ClientProtocolException
                || e instanceof MessageConstraintException
                || e instanceof TooLongException
                || e instanceof MalformedStreamException
                || (e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException));
    }

    /// Creates a failure that counts against the target, also for a stream that had started successfully.
    public UpstreamFailure broken(CallProblem problem) {
        countFailure();
        return new UpstreamFailure(problem);
    }

    /// Creates the failure for a started stream with an unreadable event or a reported error.
    ///
    /// @param event null if the exception contains it
    public UpstreamFailure broken(NotAChunkException e, byte @Nullable [] event) {
        byte[] said = e.said() == null ? event : e.said();
        return broken(e.problem()).inWords(e.isError() && said != null ? words(said) : null);
    }

    /// Returns the message of an error; null if it has none or quotes the gateway's credential.
    private @Nullable String words(byte[] said) {
        JsonNode body = WireJson.object(said).orElseGet(WireJson::newObject);
        JsonNode error = body.path("error");
        String message = error.isString()
                ? error.asString()
                : error.path(MESSAGE).asString(body.path(MESSAGE).asString(""));
        String credential = outgoing.target().provider().credential();
        boolean quotes = credential != null && message.contains(credential);
        return message.isBlank() || quotes ? null : message.substring(0, Math.min(message.length(), MAX_WORDS));
    }

    private UpstreamFailure late(UpstreamFailure.Limit limit) {
        countFailure();
        return new UpstreamFailure(CallProblem.PROVIDER_TIMEOUT, limit);
    }

    private void countFailure() {
        breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, new IOException("the attempt failed"));
    }

    /// Reads an answer up to its announced length. A connection is reused only if its answer was read completely,
    /// since an unreadable answer may leave data behind.
    private byte[] announced(UpstreamResponse response) throws IOException, UpstreamFailure {
        Long length = response.header("Content-Length").map(Attempt::number).orElse(null);
        if (length == null || length < 0 || length > MAX_ANSWER_BYTES) {
            return read(response.body(), MAX_ANSWER_BYTES);
        }
        return response.body().readNBytes(length.intValue());
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Reads once beyond the announced length to reach the end.
    private static void readOut(InputStream body) throws IOException {
        int beyond = body.read();
        if (beyond >= 0) {
            throw new IOException("an answer is longer than it says");
        }
    }

    private byte[] read(InputStream body, int limit) throws IOException, UpstreamFailure {
        byte[] bytes = body.readNBytes(limit);
        if (bytes.length == limit && body.read() >= 0) {
            throw broken(CallProblem.PROVIDER_MALFORMED);
        }
        return bytes;
    }

    void close() {
        outgoing.exchange().close();
    }
}
