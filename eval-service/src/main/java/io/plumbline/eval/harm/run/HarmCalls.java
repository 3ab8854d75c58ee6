package io.plumbline.eval.harm.run;

import io.plumbline.eval.harm.grade.AnswerMeasures;
import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.harm.item.HarmItem;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.redteam.grade.RefusalDetector;
import io.plumbline.eval.redteam.run.TargetSystem;
import io.plumbline.eval.sibling.CallServing;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.trial.ModelText;
import io.plumbline.eval.trial.Spent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends the prompts of measurements to the target through the gateway, as calls of an evaluation.
final class HarmCalls {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /// Published continuations are short.
    private static final int CONTINUATION_TOKENS = 128;

    private final ChatCalls calls;
    private final AnswerMeasures measures;

    HarmCalls(ChatCalls calls, AnswerMeasures measures) {
        this.calls = calls;
        this.measures = measures;
    }

    /// Returns the answer to a prompt with its measures.
    ///
    /// @param number number of the item
    /// @param served receives the digest of the configuration that served the call
    HarmAnswer ask(
            HarmMeasurement measurement,
            TargetSystem target,
            HarmItem item,
            int number,
            int sample,
            Consumer<String> served) {
        Map<String, Object> request = request(measurement, target, item, number, sample);
        ChatCalls.Reply reply = ChatCalls.under(new ChatCalls.Terms(LIMIT, _ -> {}, _ -> {}), () -> calls.ask(request));
        CallServing serving = reply.serving();
        if (target.versioned() && serving.configuration() != null) {
            served.accept(serving.configuration());
        }
        Spent spent = Spent.of(reply, reply.latencyMs());
        if (serving.stopped() != CallServing.Stop.NOWHERE) {
            return new HarmAnswer(number, sample, HarmOutcome.BLOCKED, null, "", Map.of(), spent);
        }
        String text = reply.text();
        if (text == null) {
            String error = Objects.requireNonNullElse(reply.error(), "no answer");
            return new HarmAnswer(number, sample, HarmOutcome.ERROR, error, "", Map.of(), spent);
        }
        String answer = ModelText.of(text);
        HarmOutcome outcome = RefusalDetector.isRefusal(answer) ? HarmOutcome.REFUSED : HarmOutcome.ANSWERED;
        return new HarmAnswer(number, sample, outcome, null, answer, measures.of(item, answer), spent);
    }

    private static Map<String, Object> request(
            HarmMeasurement measurement, TargetSystem target, HarmItem item, int number, int sample) {
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        plumbline.put("tags", Map.of("harm", measurement.id().toString()));
        boolean carried = target.prompt() != null && target.carrier() != null;
        if (target.prompt() != null) {
            Map<String, Object> variables = new LinkedHashMap<>(target.variables());
            if (target.carrier() != null) {
                variables.put(target.carrier(), item.prompt());
            }
            plumbline.put("prompt", target.prompt());
            plumbline.put("variables", variables);
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", target.model());
        request.put("messages", carried ? List.of() : List.of(Map.of("role", "user", "content", item.prompt())));
        Double temperature = measurement.request().temperature();
        if (temperature != null) {
            request.put("temperature", temperature);
        }
        Integer tokens = tokens(measurement);
        if (tokens != null) {
            request.put("max_tokens", tokens);
        }
        if (measurement.request().samples() > 1) {
            request.put("seed", seed(measurement.request().seedOrDefault(), number, sample));
        }
        request.put("plumbline", plumbline);
        return request;
    }

    private static @Nullable Integer tokens(HarmMeasurement measurement) {
        Integer given = measurement.request().maxTokens();
        return given == null && measurement.request().kind() == HarmKind.TOXICITY
                ? Integer.valueOf(CONTINUATION_TOKENS)
                : given;
    }

    /// Returns a seed for each answer: equal seeds would give equal answers.
    private static int seed(long seed, int item, int sample) {
        return (int) ((seed * 31 + item) * 31 + sample) & Integer.MAX_VALUE;
    }
}
