package io.plumbline.eval.gate;

import io.plumbline.eval.suite.SuiteDocument;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;

/// Asks a system through the gateway, so that evaluation is guarded, costed and audited as production is, but marked as
/// evaluation. What goes wrong is an error of the item, never a wrong answer.
final class GatewayAsker {

    private static final int TRIES = 3;
    private static final int MAX_ANSWER = 200_000;

    private final RestClient gateway;

    GatewayAsker(RestClient gateway) {
        this.gateway = gateway;
    }

    GateAnswer ask(Gate gate, Candidate system, Side side, GateItem item, int repeat) {
        Map<String, Object> request = request(gate, system, item, repeat);
        GateAnswer answer = attempt(request, side, item, repeat);
        for (int attempt = 2; attempt <= TRIES && isTransient(answer.error()); attempt++) {
            answer = attempt(request, side, item, repeat);
        }
        return answer;
    }

    private static boolean isTransient(@Nullable String error) {
        return error != null && (error.startsWith("HTTP 5") || error.startsWith("HTTP 429") || error.startsWith("no answer"));
    }

    private static Map<String, Object> request(Gate gate, Candidate system, GateItem item, int repeat) {
        SuiteDocument document = gate.document();
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        plumbline.put("tags", Map.of("gate", gate.id().toString()));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", system.gatewayModel());
        String prompt = system.promptReference() == null ? document.template().prompt() : system.promptReference();
        List<SuiteDocument.Message> messages = document.template().messages();
        if (prompt != null) {
            plumbline.put("prompt", prompt);
            plumbline.put("variables", item.fields());
            request.put("messages", List.of());
        } else if (messages != null) {
            request.put("messages", ItemTemplate.render(messages, item));
        }
        request.put("temperature", 0);
        request.put("seed", document.seedOrZero() + repeat);
        request.put("plumbline", plumbline);
        return request;
    }

    private GateAnswer attempt(Map<String, Object> request, Side side, GateItem item, int repeat) {
        long start = System.nanoTime();
        try {
            ResponseEntity<JsonNode> response = gateway.post()
                    .uri("/v1/chat/completions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(request)
                    .retrieve()
                    .toEntity(JsonNode.class);
            double millis = millisSince(start);
            JsonNode body = response.getBody();
            JsonNode choice = body == null ? null : body.path("choices").path(0);
            JsonNode content = choice == null ? null : choice.path("message").path("content");
            if (body == null || content == null || !content.isString()) {
                return failed(side, item, repeat, "the answer has no text", millis);
            }
            if (choice.path("finish_reason").asString("").equals("content_filter")) {
                return failed(side, item, repeat, "the answer was stopped by a guard", millis);
            }
            String text = content.asString();
            return new GateAnswer(
                    side,
                    item.item(),
                    repeat,
                    text.substring(0, Math.min(text.length(), MAX_ANSWER)),
                    null,
                    millis,
                    body.path("usage").path("prompt_tokens").asLong(0),
                    body.path("usage").path("completion_tokens").asLong(0),
                    cost(response.getHeaders().getFirst("x-plumbline-cost-usd")));
        } catch (RestClientResponseException e) {
            return failed(side, item, repeat, "HTTP " + e.getStatusCode().value(), millisSince(start));
        } catch (ResourceAccessException | ProblemException e) {
            return failed(side, item, repeat, "no answer from the gateway", millisSince(start));
        }
    }

    private static @Nullable BigDecimal cost(@Nullable String header) {
        try {
            return header == null ? null : new BigDecimal(header);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static GateAnswer failed(Side side, GateItem item, int repeat, String error, double millis) {
        return new GateAnswer(side, item.item(), repeat, null, error, millis, 0, 0, null);
    }

    private static double millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e6;
    }
}
