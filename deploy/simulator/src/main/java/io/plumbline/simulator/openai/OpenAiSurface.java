package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.finetuning.FineTuning;
import io.plumbline.simulator.http.ApiSurface;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.model.Models;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The surface for OpenAI's clients under `/v1`, errors included.
public final class OpenAiSurface implements ApiSurface {
    private final ChatCompletions chat;
    private final Embeddings embeddings;
    private final SimulatedModels models;
    private final FineTuning tuning;

    public OpenAiSurface(Models models, Respondent respondent, Clock clock) {
        this.tuning = new FineTuning(clock);
        this.chat = new ChatCompletions(models, respondent, tuning, clock);
        this.embeddings = new Embeddings(models);
        this.models = new SimulatedModels(models, clock);
    }

    @Override
    public void handle(Request request, Exchange exchange) throws InterruptedException {
        List<String> path = request.segments();
        if (path.equals(List.of("v1", "chat", "completions"))) {
            require("POST", request);
            chat.handle(request, exchange);
        } else if (path.equals(List.of("v1", "embeddings"))) {
            require("POST", request);
            embeddings.handle(request, exchange);
        } else if (path.size() >= 2 && path.subList(0, 2).equals(List.of("v1", "models"))) {
            require("GET", request);
            exchange.send(models.answer(path.subList(2, path.size())));
        } else if (FineTuning.takes(path)) {
            exchange.send(tuning.answer(request).with("x-request-id", Ids.next("req_")));
        } else {
            throw RequestRefusal.of(404, "Unknown path: " + request.method() + " " + request.path());
        }
    }

    @Override
    public Response error(RequestRefusal refusal) {
        ObjectNode body = Json.newObject();
        ObjectNode error = body.putObject("error");
        String param = refusal.param();
        error.put("message", param == null ? refusal.message() : "'" + param + "' " + refusal.message());
        error.put("type", type(refusal.status()));
        error.put("param", param);
        error.put("code", code(refusal.status()));
        Response response = Json.response(refusal.status(), body).with("x-request-id", Ids.next("req_"));
        Integer retryAfter = refusal.retryAfterSeconds();
        return retryAfter == null
                ? response
                : response.with("retry-after", retryAfter.toString())
                        .with("retry-after-ms", Integer.toString(retryAfter * 1_000));
    }

    private static String type(int status) {
        return switch (status) {
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 404 -> "not_found";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }

    private static void require(String method, Request request) {
        if (!request.method().equals(method)) {
            throw RequestRefusal.of(405, request.path() + " takes " + method + " only");
        }
    }
}
