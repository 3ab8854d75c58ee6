package io.plumbline.simulator.gemini;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.http.ApiSurface;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.ModelCall;
import io.plumbline.simulator.model.Models;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The surface for Google's clients under `/v1beta/models/MODEL:generateContent` and `:streamGenerateContent`,
/// which streams only as events (`alt=sse`). Errors have the form of `google.rpc.Status`.
public final class GeminiSurface implements ApiSurface {
    private static final String PLAIN = ":generateContent";
    private static final String STREAMED = ":streamGenerateContent";

    private final Models models;
    private final Respondent respondent;

    public GeminiSurface(Models models, Respondent respondent) {
        this.models = models;
        this.respondent = respondent;
    }

    @Override
    public void handle(Request request, Exchange exchange) throws InterruptedException {
        List<String> path = request.segments();
        String last = path.getLast();
        boolean stream = last.endsWith(STREAMED);
        if (path.size() != 3 || !path.get(1).equals("models") || !(stream || last.endsWith(PLAIN))) {
            throw RequestRefusal.of(404, "Unknown path: " + request.method() + " " + request.path());
        }
        if (!request.method().equals("POST")) {
            throw RequestRefusal.of(405, request.path() + " takes POST only");
        }
        if (stream && !request.queryParameter("alt").orElse("").equals("sse")) {
            throw RequestRefusal.badField("alt", "must be sse");
        }
        String model = last.substring(0, last.lastIndexOf(':'));
        ObjectNode body = Json.object(request.body());
        models.call(model, request, exchange, call -> answer(call, ContentRequest.read(model, body), stream));
    }

    private void answer(ModelCall call, ContentRequest request, boolean stream) throws InterruptedException {
        Reply reply = respondent.reply(request.conversation(), call.dials(), 0);
        ContentWriter writer = new ContentWriter(request, reply);
        if (stream) {
            call.stream(Map.of(), writer.frames());
        } else {
            call.answer(Json.response(200, writer.whole()));
        }
    }

    @Override
    public Response error(RequestRefusal refusal) {
        String param = refusal.param();
        ObjectNode body = Json.newObject();
        ObjectNode error = body.putObject("error")
                .put("code", refusal.status())
                .put("message", param == null ? refusal.message() : param + ": " + refusal.message())
                .put("status", status(refusal.status()));
        ArrayNode details = Json.newArray();
        if (refusal.status() == 401) {
            details.addObject()
                    .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                    .put("reason", "API_KEY_INVALID")
                    .put("domain", "googleapis.com");
            error.put("code", 400).put("status", status(400));
        }
        if (refusal.retryAfterSeconds() != null) {
            details.addObject()
                    .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                    .put("retryDelay", refusal.retryAfterSeconds() + "s");
        }
        if (!details.isEmpty()) {
            error.set("details", details);
        }
        return Json.response(error.path("code").intValue(), body);
    }

    private static String status(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "FAILED_PRECONDITION";
        };
    }
}
