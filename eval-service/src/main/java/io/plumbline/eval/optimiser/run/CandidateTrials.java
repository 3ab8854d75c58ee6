package io.plumbline.eval.optimiser.run;

import io.plumbline.clients.registry.PresetNames;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.UnscoredPairsException;
import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.optimiser.job.Trial;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.kit.prompt.PromptTemplate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks candidates through the gateway, as evaluation, and scores their answers. A candidate is rendered here
/// because it has no version; the original is rendered in the same way, so that nothing else differs. Answers
/// are stored in small batches, and only missing ones are asked for.
final class CandidateTrials {

    private static final int MOST_AT_ONCE = 8;
    private static final int LONGEST_ERROR = 200;
    private static final int FEWEST_FOR_OUTAGE = 4;

    private final ChatCalls calls;
    private final CandidateStore candidates;
    private final SearchBudget budget;

    CandidateTrials(ChatCalls calls, CandidateStore candidates, SearchBudget budget) {
        this.calls = calls;
        this.candidates = candidates;
        this.budget = budget;
    }

    /// Has a candidate answer records.
    ///
    /// @param keep whether to keep the answers' texts
    /// @param share share of the budget that may be spent
    /// @return false if the budget did not suffice for all
    /// @throws EndedSearchException if the job was cancelled
    /// @throws IllegalStateException if the target does not answer at all
    boolean ask(SearchSession session, PromptCandidate candidate, List<Integer> records, boolean keep, double share) {
        Map<Integer, ?> known = candidates.scores(session.job().id(), candidate.number());
        List<Integer> missing =
                records.stream().filter(record -> !known.containsKey(record)).toList();
        if (missing.isEmpty()) {
            return true;
        }
        PromptTemplate template = session.template(candidate.draft());
        int width = Math.min(MOST_AT_ONCE, session.job().plan().document().concurrencyOrDefault());
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < missing.size(); from += width) {
                List<Integer> batch = missing.subList(from, Math.min(missing.size(), from + width));
                if (!budget.allows(session.job(), batch.size(), share)) {
                    return false;
                }
                store(session, all(pool, batch, record -> trial(session, candidate, template, record, keep)));
            }
        }
        return true;
    }

    private interface Asking {
        Trial of(int record);
    }

    private static List<Trial> all(ExecutorService pool, List<Integer> batch, Asking asking) {
        try {
            List<Callable<Trial>> asked = new ArrayList<>();
            batch.forEach(record -> asked.add(() -> asking.of(record)));
            List<Trial> trials = new ArrayList<>();
            for (Future<Trial> answer : pool.invokeAll(asked)) {
                trials.add(answer.get());
            }
            return trials;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failed
                    ? failed
                    : new IllegalStateException("a trial broke off", e.getCause());
        }
    }

    private void store(SearchSession session, List<Trial> trials) {
        boolean outage = trials.size() >= FEWEST_FOR_OUTAGE
                && trials.stream().allMatch(trial -> trial.error() != null && ChatCalls.isOutage(trial.error()));
        if (outage) {
            throw new IllegalStateException(
                    "the target does not answer: " + trials.getFirst().error());
        }
        trials.forEach(trial -> candidates.add(session.job(), trial));
    }

    private Trial trial(
            SearchSession session, PromptCandidate candidate, PromptTemplate template, int record, boolean keep) {
        GateItem item = session.records().get(record);
        ChatCalls.Reply reply = ChatCalls.under(
                new ChatCalls.Terms(session.job().plan().document().callTimeout(), _ -> {}, _ -> {}),
                () -> calls.ask(request(session, session.render(template, item))));
        String text = reply.text();
        Double score = text == null ? null : score(session.metric(), item, text, reply);
        String error = text == null ? reply.error() : score == null ? "the answer is too long" : null;
        return new Trial(
                candidate.number(),
                record,
                score,
                error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR),
                keep && text != null && score != null ? text.replace('\0', '\uFFFD') : null,
                reply.inputTokens() + reply.outputTokens(),
                reply.costUsd());
    }

    private static Map<String, Object> request(SearchSession session, JsonNode messages) {
        OptimisationPlan plan = session.job().plan();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", plan.candidate().gatewayModel());
        request.put("messages", messages);
        JsonNode presets = session.prompt().parameters();
        if (presets != null) {
            presets.properties().forEach(preset -> {
                if (PresetNames.ALL.contains(preset.getKey())) {
                    request.put(preset.getKey(), preset.getValue());
                }
            });
        }
        request.putAll(plan.document().deviations());
        request.put(
                "plumbline",
                Map.of(
                        "purpose",
                        "evaluation",
                        "tags",
                        Map.of("optimisation", session.job().id().toString())));
        return request;
    }

    /// Returns the score on a scale of 0 to 1, where 1 is best; null if the texts are too long for the metric, or its
    /// scorer failed on them.
    private static @Nullable Double score(Metric metric, GateItem item, String text, ChatCalls.Reply reply) {
        try {
            BigDecimal cost = reply.costUsd();
            CallFigures figures = new CallFigures(
                    reply.latencyMs(),
                    reply.inputTokens(),
                    reply.outputTokens(),
                    cost == null ? null : cost.doubleValue());
            double score = metric.pairScore(metric.statistics(new TextPair(text, item.references(), figures)))
                    / metric.maximum();
            double bounded = Math.clamp(score, 0, 1);
            return metric.isErrorRate() ? 1 - bounded : bounded;
        } catch (OversizedTextException | UnscoredPairsException e) {
            return null;
        }
    }
}
