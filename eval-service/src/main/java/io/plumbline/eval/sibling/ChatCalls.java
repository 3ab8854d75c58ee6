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

/// Calls models through the gateway, so that evaluation is guarded, costed and audited as production is. Only
/// what may pass is tried again: a provider that is away, a rate limit, a broken connection; longer pauses
/// each time, or as long as the answer asks.
///
/// A call under [Terms] ends within their limit, whatever hangs: with the error of its last try, or as one
/// without an answer. It wants a client without a circuit breaker: one provider's burst of 5xx must not fail the
/// calls that come after.
public final class ChatCalls {

    private static final int TRIES = 4;
    private static final int GROWTH = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{1,40}");
    private static final int MAX_DIGITS = 40;
    private static final BigDecimal MAX_COST = new BigDecimal(1_000_000);
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

    /// How calls are made, and who hears of what fails, for all calls of a piece of code.
    ///
    /// @param limit of each call: its tries, and the pauses between them
    /// @param retried is told the error of each try that is made again
    /// @param ended is told the error of each call that failed, and null for one that was answered
    public record Terms(Duration limit, Consumer<String> retried, Consumer<@Nullable String> ended) {}

    /// Makes all calls of a piece of code under these terms, as far as it makes them on this thread.
    public static <T> T under(Terms terms, Supplier<T> calls) {
        return ScopedValue.where(TERMS, terms).call(calls::get);
    }

    /// Whether a call failed with that error since its time was up.
    public static boolean isTimeout(String error) {
        return error.startsWith(TIMEOUT);
    }

    /// Whether a call failed with that error since whatever it asks was away, rather than for its own sake.
    public static boolean isOutage(String error) {
        return isTimeout(error)
                || error.startsWith(UNREACHED)
                || error.startsWith("HTTP 5")
                || error.startsWith("HTTP 429");
    }

    /// What a call came to: an answer, or an error.
    ///
    /// @param text of the first choice; null when it failed
    /// @param error null when it answered; short, without the text of prompt or answer
    /// @param body the whole answer; missing when it failed
    /// @param latencyMs of all tries together, without the pauses between them
    /// @param costUsd null when unknown
    /// @param serving what the gateway says of how it served the call
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

    /// The answer to a request, or the error of the last try.
    ///
    /// @param request body of `/v1/chat/completions`, without streaming
    /// @throws CancellationException when the thread was interrupted: nothing is known of the answer then
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

    /// On a thread of its own, which is left to end by itself when the time is up: nothing that hangs, and be it
    /// an answer
    /// that comes byte by byte, holds up the caller.
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

    /// @param pause how long the gateway asks to wait; null when it does not say
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

    /// Status and code of a refusal, such as `HTTP 404 model_not_found`; never its text, which may quote the
    /// prompt.
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
            return Reply.failed("the answer was stopped by a guard", millis, serving);
        }
        JsonNode content = choice.path("message").path("content");
        if (!content.isString()) {
            return Reply.failed("the answer has no text", millis, serving);
        }
        BigDecimal cost = cost(response.getHeaders().getFirst("x-plumbline-cost-usd"));
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

    /// What the gateway says that it cost; null when it does not say, or nothing that could be.
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
