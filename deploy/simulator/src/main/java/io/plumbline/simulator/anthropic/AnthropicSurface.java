package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.http.ApiSurface;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.model.Models;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The surface for Anthropic's clients under `/v1/messages`, errors included. The header `anthropic-version` is
/// optional.
public final class AnthropicSurface implements ApiSurface {
    private final Messages messages;

    public AnthropicSurface(Models models, Respondent respondent) {
        this.messages = new Messages(models, respondent);
    }

    @Override
    public void handle(Request request, Exchange exchange) throws InterruptedException {
        List<String> path = request.segments();
        boolean counts = path.equals(List.of("v1", "messages", "count_tokens"));
        if (!counts && !path.equals(List.of("v1", "messages"))) {
            throw RequestRefusal.of(404, "Unknown path: " + request.method() + " " + request.path());
        }
        if (!request.method().equals("POST")) {
            throw RequestRefusal.of(405, request.path() + " takes POST only");
        }
        if (counts) {
            exchange.send(messages.count(request));
        } else {
            messages.answer(request, exchange);
        }
    }

    @Override
    public Response error(RequestRefusal refusal) {
        String requestId = Ids.next("req_");
        ObjectNode body = Json.newObject().put("type", "error");
        String param = refusal.param();
        body.putObject("error")
                .put("type", type(refusal.status()))
                .put("message", param == null ? refusal.message() : param + ": " + refusal.message());
        body.put("request_id", requestId);
        Response response = Json.response(refusal.status(), body).with("request-id", requestId);
        Integer retryAfter = refusal.retryAfterSeconds();
        return retryAfter == null ? response : response.with("retry-after", retryAfter.toString());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
