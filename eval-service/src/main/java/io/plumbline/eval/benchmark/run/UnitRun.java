package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunRequest.RunSettings;
import io.plumbline.eval.benchmark.ledger.RunRequest.Scoring;
import io.plumbline.eval.benchmark.ledger.RunUnit;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.benchmark.task.BenchmarkTask;
import io.plumbline.eval.benchmark.task.ItemScore;
import io.plumbline.eval.benchmark.task.TaskAnswer;
import io.plumbline.eval.benchmark.task.TaskPrompt;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.sibling.CallServing;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.trial.ModelText;
import io.plumbline.eval.trial.Spent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes the calls of a run through the gateway, and scores the answers. Thread-safe.
final class UnitRun {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int TOP = 20;
    private static final int COMPLETION_TOKENS = 64;
    private static final String BAD_REQUEST = "HTTP 400";

    private final BenchmarkRun run;
    private final RunPlan plan;
    private final BenchmarkTask task;
    private final ChatCalls calls;
    private final Consumer<String> served;
    private final @Nullable Classing classing;
    /// Whether the provider is still asked for log-probabilities.
    private final AtomicBoolean probabilities;

    /// Classes an answer by the judge of the run.
    interface Classing {

        /// @param byRules the answer as the rules score it
        /// @param text the whole answer
        RunAnswer classed(BenchmarkItem item, RunAnswer byRules, String text);
    }

    /// @param served receives the digest of the served configuration of each answer
    /// @param classing null if rules decide
    UnitRun(
            BenchmarkRun run,
            RunPlan plan,
            BenchmarkTask task,
            ChatCalls calls,
            Consumer<String> served,
            @Nullable Classing classing) {
        this.run = run;
        this.plan = plan;
        this.task = task;
        this.calls = calls;
        this.served = served;
        this.classing = classing;
        this.probabilities =
                new AtomicBoolean(run.request().settingsOrDefault().scoringOrDefault() != Scoring.GENERATIVE);
    }

    RunAnswer run(RunUnit unit) {
        BenchmarkItem item = plan.item(unit);
        CutItem cut = unit.purpose() == Purpose.COMPLETION ? CutItem.of(item).orElseThrow() : null;
        TaskPrompt prompt = cut == null
                ? task.prompt(item, plan.examples(item))
                : new TaskPrompt(cut.prompt(), COMPLETION_TOKENS, List.of(), false);
        ChatCalls.Reply reply = ask(prompt);
        if (reply.serving().configuration() != null) {
            served.accept(reply.serving().configuration());
        }
        Spent spent = Spent.of(reply, reply.latencyMs());
        TaskAnswer answer = answer(reply);
        if (answer == null) {
            return new RunAnswer(unit, null, Objects.requireNonNullElse(reply.error(), "no answer"), "", spent);
        }
        ItemScore score = cut == null ? task.score(item, answer) : cut.score(answer.text());
        boolean lacks = prompt.wantsProbabilities()
                && run.request().settingsOrDefault().scoringOrDefault() == Scoring.LOG_PROBABILITIES
                && score.byProbability() == null;
        if (lacks) {
            return new RunAnswer(
                    unit, null, "the provider returns no log-probabilities", ModelText.of(answer.text()), spent);
        }
        RunAnswer scored = new RunAnswer(unit, score, null, ModelText.of(shown(answer)), spent);
        return classing == null || cut != null ? scored : classing.classed(item, scored, ModelText.of(answer.text()));
    }

    private static String shown(TaskAnswer answer) {
        StringBuilder shown = new StringBuilder(answer.text());
        answer.calls()
                .forEach(call -> shown.append(shown.isEmpty() ? "" : "\n")
                        .append(call.name())
                        .append('(')
                        .append(call.arguments())
                        .append(')'));
        return shown.toString();
    }

    /// Some providers refuse requests for log-probabilities. The rest of the run then makes none.
    private ChatCalls.Reply ask(TaskPrompt prompt) {
        boolean wanted = prompt.wantsProbabilities() && probabilities.get();
        ChatCalls.Reply reply = sent(request(prompt, wanted));
        if (wanted && reply.error() != null && reply.error().startsWith(BAD_REQUEST) && isOptional()) {
            ChatCalls.Reply without = sent(request(prompt, false));
            if (without.error() == null) {
                probabilities.set(false);
            }
            return without;
        }
        return reply;
    }

    private boolean isOptional() {
        return run.request().settingsOrDefault().scoringOrDefault() == Scoring.AUTO;
    }

    private ChatCalls.Reply sent(Map<String, Object> request) {
        return ChatCalls.under(new ChatCalls.Terms(LIMIT, _ -> {}, _ -> {}), () -> calls.ask(request));
    }

    private Map<String, Object> request(TaskPrompt prompt, boolean withProbabilities) {
        RunSettings settings = run.request().settingsOrDefault();
        Candidate target = run.request().target();
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        plumbline.put("tags", Map.of("benchmark", run.id().toString()));
        if (target.promptReference() != null) {
            plumbline.put("prompt", target.promptReference());
            plumbline.put("variables", Map.of());
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", target.gatewayModel());
        request.put("messages", List.of(Map.of("role", "user", "content", prompt.text())));
        request.put("temperature", settings.temperatureOrDefault());
        request.put("max_tokens", settings.maxTokens() == null ? prompt.maxTokens() : settings.maxTokens());
        if (!prompt.tools().isEmpty()) {
            request.put("tools", prompt.tools());
        }
        if (withProbabilities) {
            request.put("logprobs", true);
            request.put("top_logprobs", TOP);
        }
        request.put("plumbline", plumbline);
        return request;
    }

    /// What a guard stops is a refusal of the system.
    private @Nullable TaskAnswer answer(ChatCalls.Reply reply) {
        if (reply.serving().stopped() != CallServing.Stop.NOWHERE) {
            return run.subject().format() == BenchmarkKind.XSTEST ? TaskAnswer.text("") : null;
        }
        if (reply.error() != null && !reply.error().equals(ChatCalls.NO_TEXT)) {
            return null;
        }
        JsonNode choice = reply.body().path("choices").path(0);
        List<TaskAnswer.FunctionCall> made = choice.path("message")
                .path("tool_calls")
                .valueStream()
                .map(call -> call.path("function"))
                .map(function -> new TaskAnswer.FunctionCall(
                        function.path("name").asString(""),
                        function.path("arguments").asString("")))
                .toList();
        if (reply.text() == null && made.isEmpty()) {
            return null;
        }
        return new TaskAnswer(reply.text() == null ? "" : reply.text(), made, firstToken(choice));
    }

    private static @Nullable Map<String, Double> firstToken(JsonNode choice) {
        JsonNode top = choice.path("logprobs").path("content").path(0).path("top_logprobs");
        if (!top.isArray() || top.isEmpty()) {
            return null;
        }
        Map<String, Double> probabilities = new HashMap<>();
        top.forEach(token -> probabilities.merge(
                token.path("token").asString(""),
                Math.exp(token.path("logprob").asDouble(Double.NEGATIVE_INFINITY)),
                Double::sum));
        return probabilities;
    }
}
