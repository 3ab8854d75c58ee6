package io.plumbline.eval.benchmark;

import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeGateway.Said;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Questions with four choices about sums, in the format of MMLU, and a model that answers them.
final class Sums {

    private static final Pattern SUM = Pattern.compile("What is (\\d+) \\+ (\\d+)\\?(?!.*What is)", Pattern.DOTALL);
    private static final Pattern CHOICE = Pattern.compile("(?m)^([A-D])\\. (\\d+)$");

    private Sums() {}

    /// Four choices; the answer is the sum.
    static String questions(int from, int count) {
        StringBuilder csv = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            int right = i % 4;
            csv.append("What is ").append(i).append(" + ").append(i).append('?');
            for (int choice = 0; choice < 4; choice++) {
                csv.append(',').append(2 * i + choice - right);
            }
            csv.append(',').append((char) ('A' + right)).append('\n');
        }
        return csv.toString();
    }

    /// Whether the call asks for a sum.
    static boolean isAsked(JsonNode call) {
        return SUM.matcher(FakeGateway.question(call)).find();
    }

    /// Answers sums right, except those whose first number is a multiple of `wrongEvery`. Has log-probabilities.
    static Said answer(JsonNode call, int wrongEvery) {
        String question = FakeGateway.question(call);
        Matcher sum = SUM.matcher(question);
        if (!sum.find()) {
            return Said.text("I do not know.");
        }
        int number = Integer.parseInt(sum.group(1));
        int wanted = 2 * number + (number % wrongEvery == 0 ? 1000 : 0);
        Matcher choices = CHOICE.matcher(question.substring(sum.start()));
        String right = "A";
        while (choices.find()) {
            right = choices.group(2).equals("" + 2 * number) ? choices.group(1) : right;
        }
        String letter = wanted == 2 * number ? right : right.equals("A") ? "B" : "A";
        if (!call.path("logprobs").asBoolean(false)) {
            return Said.text(letter);
        }
        return Said.text(letter)
                .logprobs(Map.of(
                        "content",
                        List.of(Map.of(
                                "token",
                                letter,
                                "logprob",
                                -0.1,
                                "top_logprobs",
                                List.of(
                                        Map.of("token", letter, "logprob", -0.1),
                                        Map.of("token", " " + letter, "logprob", -3.0),
                                        Map.of("token", "The", "logprob", -2.5))))));
    }
}
