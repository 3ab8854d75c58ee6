package io.plumbline.console.playground;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.page.Formats;
import io.plumbline.console.playground.VariantAnswer.Fact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Calls the gateway as the signed-in user, for evaluation: such calls pass guards and are recorded, but touch
/// neither the cache nor the figures of production.
@Component
final class PlaygroundCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data:";
    private static final String COST = "x-plumbline-cost-usd";
    private static final String GUARDS = "x-plumbline-guardrails";
    private static final String CALL_ID = "x-plumbline-call-id";
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final RestClient gateway;
    private final Formats formats;

    PlaygroundCalls(ApiClients clients, Formats formats) {
        this.gateway = clients.relay(RemoteService.GATEWAY);
        this.formats = formats;
    }

    /// Receives an answer as it grows.
    interface Sink {

        /// @throws IOException if the reader is gone
        void text(String more) throws IOException;
    }

    /// Calls a model and waits for its answer.
    ///
    /// @param body the request, without options of the gateway
    /// @param sink receives the answer while it is streamed; null to receive it in one piece
    VariantAnswer call(ObjectNode body, @Nullable Sink sink) {
        ObjectNode request = body.deepCopy();
        ObjectNode options = request.putObject("plumbline").put("purpose", "evaluation");
        options.putObject("tags").put("source", "playground");
        if (sink != null) {
            request.put("stream", true);
            request.putObject("stream_options").put("include_usage", true);
        }
        Reading reading = new Reading(System.nanoTime());
        try {
            gateway.post()
                    .uri("/v1/chat/completions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(JSON.writeValueAsString(request))
                    .exchange((_, response) -> {
                        reading.read(response, sink);
                        return true;
                    });
        } catch (ResourceAccessException e) {
            reading.problem = "gateway-service does not answer. Try again in a moment.";
        }
        return reading.answer(formats);
    }

    /// An answer while it is read. Not thread-safe.
    private static final class Reading {

        private final long start;
        private final StringBuilder text = new StringBuilder();
        private @Nullable String problem;
        private @Nullable String callId;
        private @Nullable String cost;
        private @Nullable String guards;
        private @Nullable String finish;
        private @Nullable JsonNode usage;
        private boolean streamed;
        private long firstNanos;
        private long nanos;

        Reading(long start) {
            this.start = start;
        }

        void read(ClientHttpResponse response, @Nullable Sink sink) throws IOException {
            HttpHeaders headers = response.getHeaders();
            callId = headers.getFirst(CALL_ID);
            cost = headers.getFirst(COST);
            guards = headers.getFirst(GUARDS);
            if (response.getStatusCode().isError()) {
                String refusal = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
                problem = messageOf(refusal, response.getStatusCode().value());
            } else if (sink == null) {
                take(JSON.readTree(response.getBody()), "message", _ -> {});
            } else {
                stream(response, sink);
            }
            nanos = System.nanoTime() - start;
        }

        private void stream(ClientHttpResponse response, Sink sink) throws IOException {
            streamed = true;
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(":")) {
                        comment(line.substring(1).strip());
                    } else if (line.startsWith(DATA) && !line.endsWith("[DONE]")) {
                        take(JSON.readTree(line.substring(DATA.length())), "delta", sink);
                    }
                }
            }
        }

        /// Reads what the gateway knows only at the end of a stream.
        private void comment(String comment) {
            if (comment.startsWith(COST + ": ")) {
                cost = comment.substring(COST.length() + 2);
            } else if (comment.startsWith(GUARDS + ": ")) {
                guards = comment.substring(GUARDS.length() + 2);
            }
        }

        private void take(JsonNode chunk, String member, Sink sink) throws IOException {
            if (chunk.has("error")) {
                problem = chunk.path("error").path("message").asString("The answer ended with an error.");
            }
            if (chunk.path("usage").isObject()) {
                usage = chunk.path("usage");
            }
            JsonNode choice = chunk.path("choices").path(0);
            if (choice.path("finish_reason").isString()) {
                finish = choice.path("finish_reason").asString();
            }
            JsonNode said = choice.path(member);
            String more = said.path("content").asString("");
            if (more.isEmpty() && said.has("tool_calls")) {
                more = said.path("tool_calls").toString();
            }
            if (!more.isEmpty()) {
                if (firstNanos == 0) {
                    firstNanos = System.nanoTime() - start;
                }
                text.append(more);
                sink.text(more);
            }
        }

        private static String messageOf(String body, int status) {
            try {
                String message =
                        JSON.readTree(body).path("error").path("message").asString("");
                if (!message.isEmpty()) {
                    return message;
                }
            } catch (JacksonException e) {
                return "The gateway answered " + status + ".";
            }
            return "The gateway answered " + status + ".";
        }

        VariantAnswer answer(Formats formats) {
            List<Fact> facts = new ArrayList<>();
            if (problem == null || cost != null) {
                facts.add(new Fact("Cost", formats.money(cost == null ? null : new BigDecimal(cost))));
            }
            facts.add(new Fact("Latency", formats.number(nanos / NANOS_PER_MILLI) + " ms"));
            if (streamed && firstNanos > 0) {
                facts.add(new Fact("First token", formats.number(firstNanos / NANOS_PER_MILLI) + " ms"));
            }
            if (usage != null) {
                facts.add(new Fact(
                        "Tokens",
                        formats.number(usage.path("prompt_tokens").asLong(0)) + " in, "
                                + formats.number(usage.path("completion_tokens").asLong(0)) + " out"));
            }
            if (guards != null) {
                facts.add(new Fact("Guards", guardWords(guards)));
            }
            if (finish != null && !finish.equals("stop")) {
                facts.add(new Fact("Ended by", finish.replace('_', ' ')));
            }
            return new VariantAnswer(text.toString(), problem, facts, callId);
        }

        /// Returns `pii=redact:3;injection=allow` as `pii: redact 3, injection: allow`.
        private static String guardWords(String header) {
            if (header.equals("none")) {
                return "No findings";
            }
            return header.toLowerCase(Locale.ROOT)
                    .replace(":", " ")
                    .replace("=", ": ")
                    .replace(";", ", ")
                    .replace('_', ' ');
        }
    }
}
