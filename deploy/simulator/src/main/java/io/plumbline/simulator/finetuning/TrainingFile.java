package io.plumbline.simulator.finetuning;

import io.plumbline.simulator.answer.SimulatedTokens;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An uploaded file. A text in it that says so makes a training fail, or its loss jump.
record TrainingFile(String id, long createdAt, String content) {
    /// A training on a file with this text fails.
    static final String FAILS = "simulate-failure";
    /// The loss of a training on a file with this text jumps after two thirds of its steps.
    static final String SPIKES = "simulate-loss-spike";

    ObjectNode describe() {
        return Json.newObject()
                .put("id", id)
                .put("object", "file")
                .put("bytes", content.length())
                .put("created_at", createdAt)
                .put("filename", "training.jsonl")
                .put("purpose", "fine-tune")
                .put("status", "processed");
    }

    List<String> lines() {
        return content.lines().filter(line -> !line.isBlank()).toList();
    }

    /// Returns the answer to each last message of a user.
    ///
    /// @throws RequestRefusal 400 for a line that is not a record of OpenAI's formats
    Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = Json.parse(lines.get(i)).orElse(Json.newObject());
            JsonNode preferred = line.path("preferred_output");
            JsonNode messages = line.path(preferred.isMissingNode() ? "messages" : "input");
            JsonNode turns = preferred.isMissingNode() ? messages : messages.path("messages");
            JsonNode answer = preferred.isMissingNode() ? turns.path(turns.size() - 1) : preferred.path(0);
            String question = lastOf(turns, "user");
            if (question.isEmpty() || !answer.path("role").asString("").equals("assistant")) {
                throw RequestRefusal.badField("training_file", "line " + (i + 1) + " is not a chat or a preference");
            }
            answers.put(question.strip(), answer.path("content").asString(""));
        }
        if (answers.isEmpty()) {
            throw RequestRefusal.badField("training_file", "has no records");
        }
        return answers;
    }

    private static String lastOf(JsonNode turns, String role) {
        String text = "";
        for (JsonNode turn : turns) {
            if (turn.path("role").asString("").equals(role)) {
                text = turn.path("content").asString("");
            }
        }
        return text;
    }

    int tokens() {
        return SimulatedTokens.count(content);
    }
}
