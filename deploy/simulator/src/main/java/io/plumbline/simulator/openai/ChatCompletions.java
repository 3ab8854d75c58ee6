package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.finetuning.FineTuning;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.model.ModelCall;
import io.plumbline.simulator.model.Models;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/chat/completions`.
final class ChatCompletions {
    private final Models models;
    private final Respondent respondent;
    private final FineTuning tuning;
    private final Clock clock;

    ChatCompletions(Models models, Respondent respondent, FineTuning tuning, Clock clock) {
        this.models = models;
        this.respondent = respondent;
        this.tuning = tuning;
        this.clock = clock;
    }

    void handle(Request request, Exchange exchange) throws InterruptedException {
        ObjectNode body = Json.object(request.body());
        String model = Fields.of(body).requiredString("model");
        models.call(model, request, exchange, call -> answer(call, ChatRequestReader.read(model, body)));
    }

    private void answer(ModelCall call, ChatRequest request) throws InterruptedException {
        String learned = tuning.recite(request.model(), request.conversation().lastMessage())
                .orElse(null);
        List<Reply> replies = IntStream.range(0, request.choices())
                .mapToObj(choice -> learned == null
                        ? respondent.reply(request.conversation(), call.dials(), choice)
                        : Respondent.recite(request.conversation(), learned))
                .toList();
        ChatWriter writer = new ChatWriter(request, replies, call.dials(), clock.instant());
        String requestId = Ids.next("req_");
        if (request.stream()) {
            call.stream(Map.of("x-request-id", requestId), new ChatFrames(writer, request, replies).frames());
        } else {
            call.answer(Json.response(200, writer.completion()).with("x-request-id", requestId));
        }
    }
}
