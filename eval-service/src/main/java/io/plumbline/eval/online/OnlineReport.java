package io.plumbline.eval.online;

import io.plumbline.eval.calibration.CalibrationLookup;
import io.plumbline.eval.calibration.JudgeLabels;
import io.plumbline.eval.calibration.prediction.PredictionPoweredMean;
import io.plumbline.eval.calibration.prediction.TransferredMean;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.online.OnlineEvaluationResponse.HumanMean;
import io.plumbline.eval.online.OnlineEvaluationResponse.Mean;
import io.plumbline.eval.online.OnlineEvaluationResponse.Status;
import io.plumbline.eval.online.OnlineSpend.Spent;
import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.statistics.BoundedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientException;

/// Reports what an online evaluation has scored, for the caller's teams.
@Component
class OnlineReport {

    private static final int DAYS = 7;
    private static final int MOST_SCORES = 20_000;
    private static final int FEWEST_FOR_ESTIMATE = 2;
    private static final double CONFIDENCE = 0.95;

    private final JdbcClient jdbc;
    private final OnlineCallStore calls;
    private final OnlineSpend spend;
    private final Calibrations calibrations;
    private final TransactionTemplate transactions;
    private final Clock clock;

    OnlineReport(
            JdbcClient jdbc,
            OnlineCallStore calls,
            OnlineSpend spend,
            Calibrations calibrations,
            TransactionTemplate transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.calls = calls;
        this.spend = spend;
        this.calibrations = calibrations;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Finds the calibrations of judges.
    @Component
    record Calibrations(JudgeCatalog judges, CalibrationLookup lookup, ServedConfigurations served) {

        CalibrationLookup.Lookup of(String team, String name, String digest, String model) {
            try {
                Judge judge = judges.get(name);
                if (!judge.team().equals(team) || !judge.digest().equals(digest)) {
                    return CalibrationLookup.Lookup.missing("the judge has changed since these scores.");
                }
                return lookup.current(
                        team,
                        digest,
                        served.digestOfJudge(team, judge.document().model()),
                        model);
            } catch (ProblemException | RestClientException | ServedConfigurations.UnknownConfigurationException e) {
                return CalibrationLookup.Lookup.missing("its calibration cannot be checked now.");
            }
        }
    }

    private record Version(String variant, String model, String prompt, String scorer) {}

    private record Found(Version version, String digest, double score) {}

    private Instant since() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).minus(DAYS - 1, ChronoUnit.DAYS);
    }

    Status status(String name, String team, OnlinePlan plan) {
        Instant now = clock.instant();
        Instant since = since();
        return transactions.execute(_ -> {
            Map<String, Long> counts = calls.counts(name, since);
            Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
            for (SkipReason reason : SkipReason.values()) {
                Long number = counts.get(reason.name());
                if (number != null) {
                    skipped.put(reason, number);
                }
            }
            long finished = counts.getOrDefault(OnlineSampling.CALLS, 0L);
            long scored = counts.getOrDefault(OnlineScoring.SCORED, 0L);
            Spent spent = spend.of(name, team, OnlineCallStore.day(now));
            return new Status(
                    since,
                    finished,
                    counts.getOrDefault(OnlineSampling.SAMPLED, 0L),
                    scored,
                    calls.pending(name),
                    skipped,
                    finished == 0 ? null : Double.valueOf(Math.min(1, (double) scored / finished)),
                    spent.usd(),
                    stopped(plan, spent));
        });
    }

    private static @Nullable String stopped(OnlinePlan plan, Spent spent) {
        BigDecimal cap = plan.costPerDayUsd();
        if (plan.share() == 0) {
            return "The evaluation is paused: its share is 0.";
        }
        if (cap == null) {
            return null;
        }
        if (spent.unpriced()) {
            return "A judge's model has no known price, so its cost cannot be capped. Set the price. Scoring continues"
                    + " at 00:00 UTC.";
        }
        return spent.reaches(cap) ? "The judges have spent the cap of today. Scoring continues at 00:00 UTC." : null;
    }

    /// Returns the means by variant, model, prompt and scorer. Scores of an earlier version of a scorer are left out.
    List<Mean> means(String name, String team, OnlinePlan plan) {
        List<Found> newest = transactions.execute(_ -> jdbc.sql("""
                        select variant, model, prompt, scorer, digest, score from online_score
                        where evaluation = ? and scored_at >= ? order by scored_at desc, call_id limit ?
                        """)
                .params(name, Timestamp.from(since()), MOST_SCORES)
                .query((row, _) -> new Found(
                        new Version(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getString(5),
                        row.getDouble(6)))
                .list());
        Map<String, String> digests = new HashMap<>();
        Map<Version, List<Double>> scores = new TreeMap<>(Comparator.comparing(Version::variant)
                .thenComparing(Version::model)
                .thenComparing(Version::prompt)
                .thenComparing(Version::scorer));
        for (Found found : newest) {
            String current = digests.computeIfAbsent(found.version().scorer(), _ -> found.digest());
            if (found.digest().equals(current)) {
                scores.computeIfAbsent(found.version(), _ -> new ArrayList<>()).add(found.score());
            }
        }
        List<Mean> means = new ArrayList<>();
        scores.forEach((version, values) -> means.add(mean(
                version,
                values.stream().mapToDouble(Double::doubleValue).toArray(),
                plan.judges().contains(version.scorer())
                        ? calibrations.of(
                                team, version.scorer(), String.valueOf(digests.get(version.scorer())), version.model())
                        : null)));
        return means;
    }

    /// @param lookup null for a metric
    private static Mean mean(Version version, double[] scores, CalibrationLookup.@Nullable Lookup lookup) {
        WeightedSample sample = WeightedSample.ofEqual(scores);
        ConfidenceInterval interval =
                BoundedMean.ofWeighted(sample.rows(), 0, 1).interval(CONFIDENCE);
        JudgeLabels labels = lookup == null ? null : lookup.labels();
        HumanMean human = labels == null
                        || scores.length < FEWEST_FOR_ESTIMATE
                        || labels.human().length < PredictionPoweredMean.FEWEST_LABELS
                ? null
                : human(labels, sample);
        String reason = lookup == null || human != null
                ? null
                : labels == null ? lookup.reason() : "more scores or labels are needed.";
        return new Mean(
                version.variant(),
                version.model(),
                version.prompt().isEmpty() ? null : version.prompt(),
                version.scorer(),
                scores.length,
                sample.mean(),
                interval.low(),
                interval.high(),
                human,
                reason);
    }

    private static HumanMean human(JudgeLabels labels, WeightedSample sample) {
        TransferredMean mean = TransferredMean.of(labels.human(), labels.judge(), sample, CONFIDENCE);
        return new HumanMean(
                mean.value(), mean.interval().low(), mean.interval().high(), labels.calibration());
    }
}
