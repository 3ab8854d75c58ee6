package io.plumbline.eval.optimiser.run;

import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.Optimisation.Phase;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.optimiser.job.PromptCandidate.HeldOut;
import io.plumbline.eval.optimiser.job.PromptCandidate.Score;
import io.plumbline.eval.optimiser.search.Halving;
import io.plumbline.eval.statistics.BootstrapDistribution;
import io.plumbline.eval.statistics.BootstrapResampler;
import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The search of a job: two generations of candidates on the first rung, successive halving on the records to
/// train on, then the finalists against the original on the held-out records. It continues from what is stored.
///
/// The intervals of the differences hold for all finalists together (Bonferroni), at 95 %.
final class PromptSearch {

    private static final int RESAMPLES = 5_000;
    private static final double ERROR = 0.05;

    private final OptimisationStore jobs;
    private final CandidateStore candidates;
    private final CandidateTrials trials;
    private final CandidateDrafts drafts;

    PromptSearch(OptimisationStore jobs, CandidateStore candidates, CandidateTrials trials, CandidateDrafts drafts) {
        this.jobs = jobs;
        this.candidates = candidates;
        this.trials = trials;
        this.drafts = drafts;
    }

    /// Runs the search up to the held-out scores.
    ///
    /// @throws UnrunnableSearchException if the budget does not suffice for the original's held-out score
    /// @throws EndedSearchException if the job was cancelled
    void run(SearchSession session) {
        enter(session, Phase.TRAINING);
        candidates.insert(session.job(), PromptCandidate.of(0, 0, null, SearchSessions.original(session.prompt())));
        List<Integer> finalists = train(session);
        enter(session, Phase.HELD_OUT);
        compare(session, finalists);
    }

    private void enter(SearchSession session, Phase phase) {
        if (!jobs.enter(session.job().id(), phase)) {
            throw new EndedSearchException();
        }
    }

    /// Returns the finalists without the original, best first.
    private List<Integer> train(SearchSession session) {
        OptimisationPlan plan = session.job().plan();
        List<Integer> train = session.split().train();
        Halving halving = new Halving(plan.candidates(), plan.saved(), train.size());
        List<Integer> first = train.subList(0, halving.recordsOn(0));
        int more = plan.candidates() - 1;
        rung(session, numbers(session), first);
        drafts.make(session, 1, more - more / 2);
        rung(session, numbers(session), first);
        drafts.make(session, 2, more / 2);
        Map<Integer, Double> scores = rung(session, numbers(session), first);
        for (int rung = 1; rung < halving.rungs(); rung++) {
            List<Integer> left = halving.best(scores);
            Map<Integer, Double> next = rung(session, left, train.subList(0, halving.recordsOn(rung)));
            if (next.size() < left.size()) {
                break;
            }
            scores = next;
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(number -> number != 0)
                .limit(plan.saved())
                .toList();
    }

    private List<Integer> numbers(SearchSession session) {
        return candidates.of(session.job().id()).stream()
                .map(PromptCandidate::number)
                .toList();
    }

    /// Scores candidates on records; returns the scores of those that answered within the budget.
    private Map<Integer, Double> rung(SearchSession session, List<Integer> entered, List<Integer> records) {
        Map<Integer, Double> scores = new LinkedHashMap<>();
        List<PromptCandidate> all = candidates.of(session.job().id());
        for (int number : entered) {
            if (!trials.ask(session, all.get(number), records, false, SearchBudget.TRAINING)) {
                return scores;
            }
            double mean = mean(records, candidates.scores(session.job().id(), number));
            candidates.train(session.job().id(), number, new Score(mean, records.size()));
            scores.put(number, mean);
        }
        return scores;
    }

    private void compare(SearchSession session, List<Integer> finalists) {
        UUID id = session.job().id();
        List<Integer> heldOut = session.split().heldOut();
        List<PromptCandidate> all = candidates.of(id);
        if (!trials.ask(session, all.getFirst(), heldOut, false, SearchBudget.ALL)) {
            throw new UnrunnableSearchException(
                    "The budget does not suffice for the held-out records. Allow more calls, or use fewer records.");
        }
        Map<Integer, Optional<Double>> original = candidates.scores(id, 0);
        candidates.heldOut(id, 0, heldOut(heldOut, original, null, 1));
        for (int finalist : finalists) {
            if (!trials.ask(session, all.get(finalist), heldOut, false, SearchBudget.ALL)) {
                return;
            }
            candidates.heldOut(
                    id,
                    finalist,
                    heldOut(heldOut, candidates.scores(id, finalist), original, Math.max(1, finalists.size())));
        }
    }

    /// @param original scores of the original; null for the original itself
    /// @param compared number of comparisons
    private static HeldOut heldOut(
            List<Integer> records,
            Map<Integer, Optional<Double>> scores,
            @Nullable Map<Integer, Optional<Double>> original,
            int compared) {
        double mean = mean(records, scores);
        int answered = (int) records.stream()
                .filter(record -> at(scores, record).isPresent())
                .count();
        if (original == null) {
            return new HeldOut(mean, answered, null, null, null);
        }
        List<Integer> both = new ArrayList<>(records);
        both.removeIf(
                record -> at(scores, record).isEmpty() || at(original, record).isEmpty());
        if (both.size() < 2) {
            return new HeldOut(mean, answered, null, null, null);
        }
        BootstrapDistribution difference = new BootstrapResampler(RESAMPLES, both.size())
                .meanDifference(values(both, scores), values(both, original));
        ConfidenceInterval interval = difference.interval(1 - ERROR / compared);
        return new HeldOut(mean, answered, difference.observed(), interval.low(), interval.high());
    }

    /// Returns the mean score; an answer without a score counts as 0.
    private static double mean(List<Integer> records, Map<Integer, Optional<Double>> scores) {
        return records.stream()
                .mapToDouble(record -> at(scores, record).orElse(0.0))
                .average()
                .orElseThrow();
    }

    private static double[] values(List<Integer> records, Map<Integer, Optional<Double>> scores) {
        return records.stream()
                .mapToDouble(record -> at(scores, record).orElseThrow())
                .toArray();
    }

    private static Optional<Double> at(Map<Integer, Optional<Double>> scores, int record) {
        return scores.getOrDefault(record, Optional.empty());
    }
}
