package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.suite.SuiteDocument;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
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

/// Asks a system through the gateway, so that evaluation is guarded, costed and audited as production is, but
/// marked as evaluation. What goes wrong is an error of the item, never a wrong answer. Only what may pass is
/// tried again: a provider that is away, a rate limit, a broken connection; longer pauses each time, or as
/// long as the answer asks.
///
/// It wants a client without a circuit breaker: one provider's burst of 5xx must not fail the items that come
/// after.
public final class GatewayAsker {

    private static final int TRIES = 4;
    private static final int GROWTH = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 200_000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{1,40}");
    private static final int MAX_DIGITS = 40;
    private static final BigDecimal MAX_COST = new BigDecimal(1_000_000);

    private final RestClient gateway;

    public GatewayAsker(RestClient gateway) {
        this.gateway = gateway;
    }

    /// The answer to an item, or the error of the last try.
    ///
    /// @throws CancellationException when the thread was interrupted: nothing is known of the item then
    public GateAnswer ask(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        Map<String, Object> request = request(gate, system, item, repeat);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            Attempt made = attempt(request, new Place(system.side(), item.item(), repeat));
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while asking");
            }
            if (!made.worthTryingAgain() || attempt == TRIES) {
                return made.answer();
            }
            rest(made.pause() == null ? pause : made.pause());
            pause = pause.multipliedBy(GROWTH);
        }
    }

    private record Place(Side side, int item, int repeat) {}

    /// @param pause how long the gateway asks to wait; null when it does not say
    private record Attempt(
            GateAnswer answer,
            boolean worthTryingAgain,
            @Nullable Duration pause) {}

    private static Map<String, Object> request(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        SuiteDocument document = gate.document();
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        plumbline.put("tags", Map.of("gate", gate.id().toString()));
        List<SuiteDocument.Message> messages = document.template().messages();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", system.candidate().gatewayModel());
        if (system.prompt() != null) {
            plumbline.put("prompt", system.prompt());
            plumbline.put("variables", item.fieldsOf(system.variables()));
            request.put("messages", List.of());
        } else {
            request.put("messages", ItemTemplate.render(messages == null ? List.of() : messages, item));
        }
        request.put("temperature", 0);
        request.put("seed", document.seedOrZero() + repeat);
        request.put("plumbline", plumbline);
        return request;
    }

    private Attempt attempt(Map<String, Object> request, Place place) {
        long start = System.nanoTime();
        try {
            ResponseEntity<JsonNode> response = gateway.post()
                    .uri("/v1/chat/completions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(request)
                    .retrieve()
                    .toEntity(JsonNode.class);
            return new Attempt(read(response, place, millisSince(start)), false, null);
        } catch (RestClientResponseException e) {
            GateAnswer answer = failed(place, cause(e), millisSince(start));
            return new Attempt(answer, mayPass(e), retryAfter(e.getResponseHeaders()));
        } catch (RestClientException | ProblemException e) {
            return new Attempt(failed(place, "no answer from the gateway", millisSince(start)), true, null);
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

    private static GateAnswer read(ResponseEntity<JsonNode> response, Place place, double millis) {
        JsonNode body = response.getBody();
        if (body == null) {
            return failed(place, "the answer is empty", millis);
        }
        JsonNode choice = body.path("choices").path(0);
        if (choice.path("finish_reason").asString("").equals("content_filter")) {
            return failed(place, "the answer was stopped by a guard", millis);
        }
        JsonNode content = choice.path("message").path("content");
        if (!content.isString()) {
            return failed(place, "the answer has no text", millis);
        }
        JsonNode usage = body.path("usage");
        return new GateAnswer(
                place.side(),
                place.item(),
                place.repeat(),
                storable(content.asString()),
                null,
                millis,
                usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0),
                cost(response.getHeaders().getFirst("x-plumbline-cost-usd")));
    }

    /// The text within bounds; Postgres cannot store a NUL.
    private static String storable(String text) {
        return text.substring(0, Math.min(text.length(), MAX_ANSWER)).replace('\0', '\uFFFD');
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

    private static GateAnswer failed(Place place, String error, double millis) {
        return new GateAnswer(place.side(), place.item(), place.repeat(), null, error, millis, 0, 0, null);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
