package io.plumbline.simulator.gemini;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.SimulatedTokens;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Frame;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.tool.SimulatedToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes one answer, whole or as a stream: one event for each token of its texts, one for each call, and a last
/// one with the finish reason and the usage.
final class ContentWriter {
    private final String id = Ids.next("");
    private final ContentRequest request;
    private final Reply reply;

    ContentWriter(ContentRequest request, Reply reply) {
        this.request = request;
        this.reply = reply;
    }

    ObjectNode whole() {
        ObjectNode answer = Json.newObject();
        ArrayNode parts = Json.newArray();
        if (request.thinks()) {
            parts.add(thought(thoughts()));
        }
        if (!reply.text().isEmpty()) {
            parts.add(text(reply.text()));
        }
        for (int i = 0; i < reply.calls().size(); i++) {
            parts.add(call(reply.calls().get(i), i));
        }
        end(candidate(answer, parts), answer);
        return answer;
    }

    List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        if (request.thinks()) {
            SimulatedTokens.pieces(thoughts()).forEach(piece -> frames.add(frame(thought(piece))));
        }
        SimulatedTokens.pieces(reply.text()).forEach(piece -> frames.add(frame(text(piece))));
        for (int i = 0; i < reply.calls().size(); i++) {
            frames.add(frame(call(reply.calls().get(i), i)));
        }
        ObjectNode last = Json.newObject();
        end(candidate(last, Json.newArray().add(text(""))), last);
        frames.add(new Frame(null, Json.text(last), false));
        return frames;
    }

    private Frame frame(ObjectNode part) {
        ObjectNode piece = Json.newObject();
        candidate(piece, Json.newArray().add(part));
        envelope(piece);
        return new Frame(null, Json.text(piece), true);
    }

    private static ObjectNode candidate(ObjectNode answer, ArrayNode parts) {
        ObjectNode candidate = answer.putArray("candidates").addObject();
        candidate.putObject("content").put("role", "model").set("parts", parts);
        return candidate.put("index", 0);
    }

    private void envelope(ObjectNode answer) {
        answer.put("modelVersion", request.model()).put("responseId", id);
    }

    private void end(ObjectNode candidate, ObjectNode answer) {
        candidate.put("finishReason", reply.ending() == Reply.Ending.LENGTH ? "MAX_TOKENS" : "STOP");
        int prompt = request.conversation().promptTokens();
        int thoughts = request.thinks() ? SimulatedTokens.count(thoughts()) : 0;
        ObjectNode usage = answer.putObject("usageMetadata")
                .put("promptTokenCount", prompt)
                .put("candidatesTokenCount", reply.tokens())
                .put("totalTokenCount", prompt + thoughts + reply.tokens());
        if (request.thinks()) {
            usage.put("thoughtsTokenCount", thoughts);
        }
        envelope(answer);
    }

    private String thoughts() {
        return "Let me see what is asked: " + request.conversation().lastMessage() + " I know how to answer that.";
    }

    private static ObjectNode text(String text) {
        return Json.newObject().put("text", text);
    }

    private static ObjectNode thought(String text) {
        return text(text).put("thought", true);
    }

    /// The first call is signed. A call that ran out of tokens has no arguments.
    private static ObjectNode call(SimulatedToolCall call, int index) {
        ObjectNode part = Json.newObject();
        part.putObject("functionCall")
                .put("id", Ids.next(""))
                .put("name", call.name())
                .set("args", Json.parse(call.arguments()).orElseGet(Json::newObject));
        if (index == 0) {
            byte[] seal = ("signature of " + call.name()).getBytes(StandardCharsets.UTF_8);
            part.put("thoughtSignature", Base64.getEncoder().encodeToString(seal));
        }
        return part;
    }
}
