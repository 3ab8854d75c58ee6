package io.plumbline.bench.calibration;

import io.plumbline.bench.calibration.Population.Item;
import io.plumbline.eval.calibration.prediction.LabelAllocation;
import io.plumbline.eval.calibration.prediction.PredictionPoweredMean;
import io.plumbline.eval.calibration.prediction.StratifiedMean;
import io.plumbline.eval.calibration.prediction.Stratum;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Finds the number of labels for an interval of a given width, by simulation: draws pools of judged items from a
/// population with replacement, for which the truth is known, and labels some of each pool.
final class LabelSearch {

    static final int POOL = 5_000;
    static final int CHECKS = 1_000;

    private static final double CONFIDENCE = 0.95;
    private static final int TRIALS = 200;
    private static final int FEWEST = 20;
    private static final long SEED = 20261127;

    /// How labels are chosen and used.
    enum Way {
        /// Random, and only labels.
        PEOPLE_ALONE,
        /// Random, with the judge's ratings of the whole pool: PPI++.
        PREDICTION_POWERED,
        /// More where the judge leaves doubt, in three rounds, each planned by the labels so far.
        ACTIVE
    }

    private final Population population;

    LabelSearch(Population population) {
        this.population = population;
    }

    /// @param labels on average
    /// @param coverage share of [#CHECKS] pools whose interval contained the truth
    record Found(int labels, double coverage) {}

    /// The smallest number of labels with a mean half-width of the interval of at most `half`; empty if not even
    /// a wholly labelled pool suffices.
    Optional<Found> fewest(Way way, double half) {
        if (run(way, POOL, TRIALS).half() > half) {
            return Optional.empty();
        }
        int low = FEWEST;
        int high = POOL;
        while (low < high) {
            int middle = (low + high) / 2;
            if (run(way, middle, TRIALS).half() <= half) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Run check = run(way, low, CHECKS);
        return Optional.of(new Found((int) Math.round(check.labels()), check.coverage()));
    }

    private record Run(double half, double labels, double coverage) {}

    private Run run(Way way, int labels, int trials) {
        SplittableRandom random = new SplittableRandom(SEED);
        double truth = population.truth();
        double width = 0;
        double used = 0;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            Item[] pool = new Item[POOL];
            for (int i = 0; i < POOL; i++) {
                pool[i] =
                        population.items().get(random.nextInt(population.items().size()));
            }
            Estimate estimate = switch (way) {
                case PEOPLE_ALONE -> alone(pool, labels);
                case PREDICTION_POWERED -> powered(pool, labels);
                case ACTIVE -> active(pool, labels);
            };
            width += estimate.interval().width();
            used += estimate.labels();
            covered += estimate.interval().contains(truth) ? 1 : 0;
        }
        return new Run(width / trials / 2, used / trials, (double) covered / trials);
    }

    private record Estimate(ConfidenceInterval interval, int labels) {}

    /// The pool is in random order; its first items are therefore a random sample.
    private Estimate alone(Item[] pool, int labels) {
        double[] human = Arrays.stream(pool, 0, labels).mapToDouble(Item::human).toArray();
        if (population.binary()) {
            int yes = (int) Arrays.stream(human).sum();
            return new Estimate(new Proportion(yes, labels).wilson(CONFIDENCE), labels);
        }
        double[] nothing = new double[labels];
        return new Estimate(
                PredictionPoweredMean.of(human, nothing, nothing, CONFIDENCE).interval(), labels);
    }

    private Estimate powered(Item[] pool, int labels) {
        if (labels == POOL) {
            return alone(pool, labels);
        }
        return new Estimate(
                PredictionPoweredMean.of(
                                Arrays.stream(pool, 0, labels)
                                        .mapToDouble(Item::human)
                                        .toArray(),
                                Arrays.stream(pool, 0, labels)
                                        .mapToDouble(Item::judge)
                                        .toArray(),
                                Arrays.stream(pool, labels, POOL)
                                        .mapToDouble(Item::judge)
                                        .toArray(),
                                CONFIDENCE)
                        .interval(),
                labels);
    }

    private Estimate active(Item[] pool, int labels) {
        List<List<Item>> members = new ArrayList<>();
        for (int i = 0; i < population.strata(); i++) {
            members.add(new ArrayList<>());
        }
        for (Item item : pool) {
            members.get(item.stratum()).add(item);
        }
        members.removeIf(List::isEmpty);
        int[] taken = new int[members.size()];
        for (int wanted : new int[] {labels / 4, labels / 2, labels}) {
            taken = LabelAllocation.of(strata(members, taken), wanted);
        }
        StratifiedMean mean = StratifiedMean.of(strata(members, taken), CONFIDENCE);
        return new Estimate(mean.interval(), mean.labelled());
    }

    private static List<Stratum> strata(List<List<Item>> members, int[] taken) {
        List<Stratum> strata = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            strata.add(new Stratum(
                    members.get(i).size(),
                    members.get(i).stream()
                            .limit(taken[i])
                            .mapToDouble(Item::human)
                            .toArray()));
        }
        return strata;
    }
}
