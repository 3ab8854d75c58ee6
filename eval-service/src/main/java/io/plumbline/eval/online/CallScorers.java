package io.plumbline.eval.online;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.metric.AnswerEvidence;
import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.UnscoredPairsException;
import io.plumbline.eval.metric.definition.MetricDefinition;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.online.OnlineCallStore.Score;
import io.plumbline.eval.rubric.RubricDocument.Need;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Scores a call with the metrics and judges of an evaluation: all of them, or the call has no scores. So all scorers
/// describe the same calls. Holds no connection while a judge is called. Thread-safe.
@Component
class CallScorers {

    private static final Duration JUDGE_LIMIT = Duration.ofMinutes(2);

    private final MetricResolver metrics;
    private final JudgeCatalog judges;
    private final ItemJudge judge;

    CallScorers(MetricResolver metrics, JudgeCatalog judges, ItemJudge judge) {
        this.metrics = metrics;
        this.judges = judges;
        this.judge = judge;
    }

    /// The scores of a call, or the reason why there are none.
    ///
    /// @param failure null with scores
    /// @param passing whether another attempt may succeed
    /// @param cost of the judges
    record Scored(List<Score> scores, @Nullable SkipReason failure, boolean passing, OnlineSpend.Cost cost) {

        private static Scored failed(SkipReason reason, boolean passing, @Nullable BigDecimal usd) {
            return new Scored(List.of(), reason, passing, new OnlineSpend.Cost(usd, false, false));
        }

        private Scored unanswered() {
            return new Scored(scores, failure, passing, new OnlineSpend.Cost(cost.usd(), false, true));
        }
    }

    /// @throws InvalidMetricException if live calls cannot have this metric
    Metric metric(MetricDefinition definition) {
        Metric metric = metrics.metric(definition);
        if (metric.isErrorRate()) {
            throw new InvalidMetricException("/negate", "must be true: lower is better");
        }
        if (metric.sendsOut()) {
            throw new InvalidMetricException("/options/version", "is over HTTP: live answers are not sent to scorers");
        }
        TextPair sample = pair(
                new StoredCall("question", "answer"), new LiveCall("r", "v", "m", "", new CallFigures(1d, 1L, 1L, 1d)));
        if (metric.needsReferences() || metric.dependsOnCorpus() || !metric.canScore(sample)) {
            throw new InvalidMetricException(
                    "/name", "needs references, or steps to an answer, which live calls do not have");
        }
        return metric;
    }

    /// Whether the team has a judge that needs only question and answer. In the tenancy of the team or a worker.
    boolean hasJudge(String team, String name) {
        return setting(team, name) != null;
    }

    private @Nullable JudgeSetting setting(String team, String name) {
        Judge found;
        try {
            found = judges.get(name);
        } catch (ProblemException e) {
            return null;
        }
        if (!found.team().equals(team)) {
            return null;
        }
        JudgeSetting setting = judges.setting(found);
        boolean needs =
                setting.rubric().needs(Need.REFERENCES) || setting.rubric().needs(Need.CONTEXT);
        return needs ? null : setting;
    }

    /// @throws java.util.concurrent.CancellationException if the thread was interrupted
    Scored score(String team, OnlinePlan plan, LiveCall live, StoredCall call) {
        List<Score> scores = new ArrayList<>();
        try {
            for (MetricDefinition definition : plan.metrics()) {
                scores.add(measured(metric(definition), live, call));
            }
        } catch (MetricUnavailableException | EncoderUnavailableException | InvalidMetricException e) {
            return Scored.failed(SkipReason.SCORER_UNAVAILABLE, true, BigDecimal.ZERO);
        } catch (UnscoredPairsException e) {
            return Scored.failed(SkipReason.SCORER_UNAVAILABLE, true, BigDecimal.ZERO);
        } catch (OversizedTextException e) {
            return Scored.failed(SkipReason.CONTENT_UNUSABLE, false, BigDecimal.ZERO);
        }
        BigDecimal cost = BigDecimal.ZERO;
        for (String name : plan.judges()) {
            JudgeSetting setting = setting(team, name);
            if (setting == null) {
                return Scored.failed(SkipReason.JUDGE_MISSING, false, cost);
            }
            AtomicReference<@Nullable String> lastError = new AtomicReference<>();
            Judgement rated = ChatCalls.under(
                    new ChatCalls.Terms(JUDGE_LIMIT, _ -> {}, lastError::set),
                    () -> judge.judge(setting, new JudgedItem(call.question(), List.of(), null, call.answer())));
            BigDecimal more = rated.costUsd();
            cost = cost == null || more == null ? null : cost.add(more);
            Double score = rated.score();
            if (score == null) {
                String error = lastError.get();
                boolean outage = error != null && ChatCalls.isOutage(error);
                Scored failed =
                        Scored.failed(outage ? SkipReason.SCORER_UNAVAILABLE : SkipReason.JUDGE_FAILED, true, cost);
                return error != null && ChatCalls.isTimeout(error) ? failed.unanswered() : failed;
            }
            scores.add(new Score(name, setting.digest(), Math.clamp(score, 0, 1)));
        }
        return new Scored(scores, null, false, new OnlineSpend.Cost(cost, true, false));
    }

    private static Score measured(Metric metric, LiveCall live, StoredCall call) {
        double score = metric.pairScore(metric.statistics(pair(call, live))) / metric.maximum();
        String signature = metric.pairSignature(ReferenceCount.of(0));
        return new Score(
                metric.name(),
                "sha256:" + Digests.hex(signature.getBytes(StandardCharsets.UTF_8)),
                Double.isNaN(score) ? 0 : Math.clamp(score, 0, 1));
    }

    private static TextPair pair(StoredCall call, LiveCall live) {
        return new TextPair(
                call.answer(),
                List.of(),
                live.figures(),
                new AnswerEvidence(null, Map.of("input", call.question()), List.of()));
    }
}
