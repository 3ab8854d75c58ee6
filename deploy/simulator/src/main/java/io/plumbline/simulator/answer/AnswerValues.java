package io.plumbline.simulator.answer;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.tool.FillValues;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Fills the properties of a schema from an answer, by their names: `topic` gets the topic, `answer` and any
/// other text the answer; numbers, flags and choices are drawn from the question and the seed.
final class AnswerValues implements FillValues {
    private final Answers.Answer answer;
    private final String question;
    private final Chance chance;

    AnswerValues(Answers.Answer answer, String question, Chance chance) {
        this.answer = answer;
        this.question = question;
        this.chance = chance;
    }

    @Override
    public boolean wants(String name) {
        return true;
    }

    @Override
    public String text(String name, String format) {
        return switch (format) {
            case "date" -> "2026-01-15";
            case "date-time" -> "2026-01-15T09:30:00Z";
            case "time" -> "09:30:00Z";
            case "email" -> "support@bank.example";
            case "uri", "url" -> "https://bank.example/help";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            default -> textNamed(name.toLowerCase(Locale.ROOT));
        };
    }

    private String textNamed(String name) {
        if (name.contains("topic") || name.contains("category")) {
            return answer.topic();
        }
        return name.contains("question") ? question : answer.text();
    }

    @Override
    public double number(String name, double least, double most) {
        double from = Double.isFinite(least) ? least : 0;
        double to = Double.isFinite(most) ? most : from + 1;
        return from + chance.unit("number." + name, question) * (to - from);
    }

    @Override
    public boolean flag(String name) {
        return answer.known();
    }

    @Override
    public int choose(String name, List<JsonNode> allowed) {
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i).asString("").equalsIgnoreCase(answer.topic())) {
                return i;
            }
        }
        return chance.pick("choice." + name, question, allowed.size());
    }
}
