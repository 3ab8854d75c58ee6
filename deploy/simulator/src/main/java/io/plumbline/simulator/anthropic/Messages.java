package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.model.ModelCall;
import io.plumbline.simulator.model.Models;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/messages` and `POST /v1/messages/count_tokens`.
final class Messages {
    private final Models models;
    private final Respondent respondent;

    Messages(Models models, Respondent respondent) {
        this.models = models;
        this.respondent = respondent;
    }

    void answer(Request request, Exchange exchange) throws InterruptedException {
        ObjectNode body = Json.object(request.body());
        String model = Fields.of(body).requiredString("model");
        models.call(model, request, exchange, call -> answer(call, MessageRequestReader.read(model, body)));
    }

    Response count(Request request) {
        ObjectNode body = Json.object(request.body());
        models.record(Fields.of(body).requiredString("model"), request);
        int tokens = MessageRequestReader.readToCount(body).promptTokens();
        return Json.response(200, Json.newObject().put("input_tokens", tokens)).with("request-id", Ids.next("req_"));
    }

    private void answer(ModelCall call, MessageRequest request) throws InterruptedException {
        Reply reply = respondent.reply(request.conversation(), call.dials(), 0);
        MessageWriter writer = new MessageWriter(request, reply);
        String requestId = Ids.next("req_");
        if (request.stream()) {
            call.stream(Map.of("request-id", requestId), writer.frames());
        } else {
            call.answer(Json.response(200, writer.message()).with("request-id", requestId));
        }
    }
}
