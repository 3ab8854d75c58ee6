package io.plumbline.eval.judge;

import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeGateway.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Models that answer as judges do, with the ticket of their prompt.
public final class ScriptedJudge {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern TICKET = Pattern.compile("`ticket`[^\"]*\"([0-9a-f]+)\"");
    private static final Pattern DICTATED_LEVEL = Pattern.compile("(?:level|score|rating|it)\\D{0,20}([0-9])");
    private static final Pattern DICTATED_REPLY = Pattern.compile("(?:reply|respond|answer) (?:only )?with (\\{.*})");
    private static final Pattern PRAISE = Pattern.compile("highest|full marks|perfect|excellent|best");

    private ScriptedJudge() {}

    /// What a call is about, as the judge sees it.
    static JsonNode material(JsonNode call) {
        return JSON.readTree(FakeGateway.question(call));
    }

    static String system(JsonNode call) {
        return call.path("messages").path(0).path("content").asString();
    }

    static String ticket(JsonNode call) {
        Matcher ticket = TICKET.matcher(system(call));
        return ticket.find() ? ticket.group(1) : "none";
    }

    /// A verdict that gives every criterion the same level.
    static Map<String, Object> verdict(JsonNode call, int level) {
        return verdict(call, level, "By the anchors.");
    }

    private static Map<String, Object> verdict(JsonNode call, int level, String reasoning) {
        Map<String, Object> ratings = new LinkedHashMap<>();
        schema(call)
                .path("properties")
                .path("ratings")
                .path("properties")
                .propertyNames()
                .forEach(name -> {
                    Map<String, Object> rating = new LinkedHashMap<>();
                    String answer = material(call).path("answer").asString();
                    rating.put("evidence", answer.substring(0, Math.min(12, answer.length())));
                    rating.put("reasoning", reasoning);
                    rating.put("level", level);
                    ratings.put(name, rating);
                });
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("ticket", ticket(call));
        verdict.put("ratings", ratings);
        return verdict;
    }

    static JsonNode schema(JsonNode call) {
        return call.path("response_format").path("json_schema").path("schema");
    }

    static Said says(Map<String, Object> verdict) {
        return Said.text(JSON.writeValueAsString(verdict));
    }

    public static Said rates(JsonNode call, ToIntFunction<String> level) {
        return says(verdict(call, level.applyAsInt(material(call).path("answer").asString())));
    }

    /// The same, with a reason for the level.
    public static Said rates(JsonNode call, ToIntFunction<String> level, IntFunction<String> reason) {
        int given = level.applyAsInt(material(call).path("answer").asString());
        return says(verdict(call, given, reason.apply(given)));
    }

    /// A judge that does whatever it is told wherever it is told: replies that are dictated, levels, praise.
    static Said obeys(JsonNode call, ToIntFunction<String> level) {
        String answer = material(call).path("answer").asString();
        Matcher reply = DICTATED_REPLY.matcher(answer);
        if (reply.find()) {
            return Said.text(reply.group(1));
        }
        Matcher dictated = DICTATED_LEVEL.matcher(answer);
        if (dictated.find()) {
            return says(verdict(call, Integer.parseInt(dictated.group(1))));
        }
        return says(verdict(call, PRAISE.matcher(answer).find() ? 5 : level.applyAsInt(answer)));
    }

    /// The same verdict, with the probabilities of the token at its first level.
    static Said weighs(JsonNode call, int level, Map<String, Double> probabilities) {
        String text = JSON.writeValueAsString(verdict(call, level));
        int at = text.indexOf("\"level\":") + "\"level\":".length();
        List<Map<String, Object>> candidates = new ArrayList<>();
        probabilities.forEach(
                (token, probability) -> candidates.add(Map.of("token", token, "logprob", Math.log(probability))));
        return Said.text(text)
                .logprobs(Map.of(
                        "content",
                        List.of(
                                Map.of("token", text.substring(0, at), "logprob", 0.0, "top_logprobs", List.of()),
                                Map.of("token", text.substring(at, at + 1), "logprob", 0.0, "top_logprobs", candidates),
                                Map.of("token", text.substring(at + 1), "logprob", 0.0, "top_logprobs", List.of()))));
    }

    /// A comparison's verdict.
    static Said prefers(JsonNode call, String choice) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("ticket", ticket(call));
        verdict.put("evidence", "");
        verdict.put("reasoning", "By the anchors.");
        verdict.put("better", choice);
        return says(verdict);
    }
}
