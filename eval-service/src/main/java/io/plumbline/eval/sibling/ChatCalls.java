package io.plumbline.eval.sibling;

import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls models through the gateway, so that evaluation has the guards, cost accounting and audit of production.
/// Only transient failures are retried: an unavailable provider, a rate limit, a broken connection; with growing
/// pauses, or as long as the response asks.
///
/// A call under [Terms] ends within their limit, whatever hangs: with the error of its last attempt, or as
/// unanswered. It needs a client without a circuit breaker, because one provider's burst of 5xx must not fail
/// later calls.
public final class ChatCalls {

    private static final int TRIES = 4;
    private static final int GROWTH = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{1,40}");
    private static final int MAX_DIGITS = 40;
    private static final BigDecimal MAX_COST = new BigDecimal(1_000_000);
    /// The error of an answer without text, for example one that only calls tools. Its body is returned.
    public static final String NO_TEXT = "the answer has no text";

    private static final String COST = "x-plumbline-cost-usd";
    private static final String TIMEOUT = "no answer within ";
    private static final String UNREACHED = "no answer from the gateway";
    private static final ScopedValue<Terms> TERMS = ScopedValue.newInstance();

    private final RestClient gateway;
    private final LongSupplier nanoTime;

    public ChatCalls(RestClient gateway) {
        this(gateway, System::nanoTime);
    }

    ChatCalls(RestClient gateway, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.nanoTime = nanoTime;
    }

    /// The terms of all calls in a section of code, and the listeners for failures.
    ///
    /// @param limit time limit of each call, including retries and pauses
    /// @param retried receives the error of each retried attempt
    /// @param ended receives the error of each failed call, and null for a successful one
    public record Terms(Duration limit, Consumer<String> retried, Consumer<@Nullable String> ended) {}

    /// Runs a section of code whose calls on this thread have these terms.
    public static <T> T under(Terms terms, Supplier<T> calls) {
        return ScopedValue.where(TERMS, terms).call(calls::get);
    }

    /// Whether this error means a timeout.
    public static boolean isTimeout(String error) {
        return error.startsWith(TIMEOUT);
    }

    /// Whether this error means an outage of the target rather than a failure of the call itself.
    public static boolean isOutage(String error) {
        return isTimeout(error)
                || error.startsWith(UNREACHED)
                || error.startsWith("HTTP 5")
                || error.startsWith("HTTP 429");
    }

    /// The result of a call: an answer, or an error.
    ///
    /// @param text text of the first choice; null on an error
    /// @param error null on success; short, without text of the prompt or answer
    /// @param body the whole answer; missing on an error, except for an answer without text
    /// @param latencyMs of all attempts together, without the pauses between them
    /// @param costUsd null if unknown
    /// @param serving how the gateway served the call
    public record Reply(
            @Nullable String text,
            @Nullable String error,
            JsonNode body,
            double latencyMs,
            @Nullable BigDecimal costUsd,
            CallServing serving) {

        private Reply after(double millis) {
            return new Reply(text, error, body, millis + latencyMs, costUsd, serving);
        }

        private static Reply failed(String error, double millis, CallServing serving) {
            return new Reply(null, error, JSON.missingNode(), millis, null, serving);
        }

        public long inputTokens() {
            return body.path("usage").path("prompt_tokens").asLong(0);
        }

        public long outputTokens() {
            return body.path("usage").path("completion_tokens").asLong(0);
        }
    }

    /// Returns the answer to a request, or the error of the last attempt.
    ///
    /// @param request body of `/v1/chat/completions`, without streaming
    /// @throws CancellationException if the thread was interrupted, in which case the result is unknown
    public Reply ask(Map<String, Object> request) {
        if (!TERMS.isBound()) {
            return ask(request, null);
        }
        Terms terms = TERMS.get();
        Reply reply = ask(request, terms);
        terms.ended().accept(reply.error());
        return reply;
    }

    private Reply ask(Map<String, Object> request, @Nullable Terms terms) {
        long start = nanoTime.getAsLong();
        Duration pause = FIRST_PAUSE;
        double before = 0;
        for (int attempt = 1; ; attempt++) {
            Attempt made = terms == null ? attempt(request) : attempt(request, terms, start);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while asking");
            }
            Duration next = made.pause() == null ? pause : made.pause();
            boolean again = made.worthTryingAgain()
                    && attempt < TRIES
                    && (terms == null || left(terms, start).compareTo(next) > 0);
            if (!again) {
                return made.reply().after(before);
            }
            before += made.reply().latencyMs();
            if (terms != null && made.reply().error() != null) {
                terms.retried().accept(made.reply().error());
            }
            rest(next);
            pause = pause.multipliedBy(GROWTH);
        }
    }

    private Duration left(Terms terms, long start) {
        return terms.limit().minusNanos(nanoTime.getAsLong() - start);
    }

    /// Runs on its own thread, which is abandoned at the time limit: nothing that hangs, even an answer that
    /// arrives byte by byte, delays the caller.
    private Attempt attempt(Map<String, Object> request, Terms terms, long start) {
        FutureTask<Attempt> attempt = new FutureTask<>(() -> attempt(request));
        long began = nanoTime.getAsLong();
        Thread asking = Thread.ofVirtual().name("chat-call").start(attempt);
        try {
            return attempt.get(Math.max(0, left(terms, start).toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asking.interrupt();
            String error = TIMEOUT + terms.limit().toSeconds() + " s";
            return new Attempt(Reply.failed(error, millisSince(began), CallServing.UNKNOWN), false, null);
        } catch (InterruptedException e) {
            asking.interrupt();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the call broke off", e.getCause());
        }
    }

    /// @param pause pause requested by the gateway; null if none
    private record Attempt(
            Reply reply, boolean worthTryingAgain, @Nullable Duration pause) {}

    private Attempt attempt(Map<String, Object> request) {
        long start = nanoTime.getAsLong();
        try {
            ResponseEntity<JsonNode> response = gateway.post()
                    .uri("/v1/chat/completions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(request)
                    .retrieve()
                    .toEntity(JsonNode.class);
            return new Attempt(read(response, millisSince(start)), false, null);
        } catch (RestClientResponseException e) {
            Reply failed = Reply.failed(cause(e), millisSince(start), CallServing.refused(e));
            return new Attempt(failed, mayPass(e), retryAfter(e.getResponseHeaders()));
        } catch (RestClientException | ProblemException e) {
            return new Attempt(Reply.failed(UNREACHED, millisSince(start), CallServing.UNKNOWN), true, null);
        }
    }

    /// Returns status and code of a refusal, for example `HTTP 404 model_not_found`; never its text, which may
    /// quote the prompt.
    private static String cause(RestClientResponseException e) {
        String status = "HTTP " + e.getStatusCode().value();
        try {
            String code = JSON.readTree(e.getResponseBodyAsByteArray())
                    .path("error")
                    .path("code")
                    .asString("");
            return CODE.matcher(code).matches() ? status + " " + code : status;
        } catch (JacksonException malformed) {
            return status;
        }
    }

    private static Reply read(ResponseEntity<JsonNode> response, double millis) {
        JsonNode body = response.getBody();
        if (body == null) {
            return Reply.failed("the answer is empty", millis, CallServing.answered(response.getHeaders(), false));
        }
        JsonNode choice = body.path("choices").path(0);
        boolean withheld = choice.path("finish_reason").asString("").equals("content_filter");
        CallServing serving = CallServing.answered(response.getHeaders(), withheld);
        if (withheld) {
            return new Reply(
                    null,
                    "the answer was stopped by a guard",
                    JSON.missingNode(),
                    millis,
                    cost(response.getHeaders().getFirst(COST)),
                    serving);
        }
        JsonNode content = choice.path("message").path("content");
        if (!content.isString()) {
            return new Reply(
                    null, NO_TEXT, body, millis, cost(response.getHeaders().getFirst(COST)), serving);
        }
        BigDecimal cost = cost(response.getHeaders().getFirst(COST));
        return new Reply(content.asString(), null, body, millis, cost, serving);
    }

    private static boolean mayPass(RestClientResponseException e) {
        HttpHeaders headers = e.getResponseHeaders();
        if (headers != null && "false".equals(headers.getFirst("x-should-retry"))) {
            return false;
        }
        return e.getStatusCode().is5xxServerError() || e.getStatusCode().value() == 429;
    }

    private static @Nullable Duration retryAfter(@Nullable HttpHeaders headers) {
        String seconds = headers == null ? null : headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (seconds == null || !seconds.matches("[0-9]{1,9}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private static void rest(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted between two tries");
        }
    }

    /// Returns the cost reported by the gateway; null if missing or implausible.
    private static @Nullable BigDecimal cost(@Nullable String header) {
        try {
            BigDecimal cost = header == null || header.length() > MAX_DIGITS ? null : new BigDecimal(header);
            return cost == null || cost.signum() < 0 || cost.compareTo(MAX_COST) > 0 ? null : cost;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private double millisSince(long start) {
        return (nanoTime.getAsLong() - start) / 1e6;
    }
}
