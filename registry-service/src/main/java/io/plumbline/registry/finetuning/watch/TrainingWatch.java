package io.plumbline.registry.finetuning.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds anomalies in the figures of a training. Stateless: it reads the steps before each new one.
///
/// Spikes are measured by the modified z-score, 0.6745 × (value − median) ÷ MAD, of which Iglewicz and Hoaglin (1993)
/// call 3.5 an outlier. Losses have heavy tails, so the limit is twice that, and the loss must exceed the median by
/// half.
public final class TrainingWatch {

    /// The number of steps before a step that are read.
    public static final int WINDOW = 100;

    private static final int LEAST = 10;
    private static final int BLOCK = 10;
    private static final double Z_LIMIT = 7;
    private static final double Z_FACTOR = 0.6745;
    private static final double SPIKE_FACTOR = 1.5;
    private static final double GROWTH_LIMIT = 1.5;
    private static final double GRADIENT_LIMIT = 10;
    private static final double OVERFIT_LIMIT = 1.02;
    private static final int OVERFIT_EVALS = 3;
    private static final double LEAST_SPREAD = 0.01;
    private static final double EXPOSURE_LIMIT = 10;

    private TrainingWatch() {}

    /// Returns the anomalies of new steps, by step.
    ///
    /// @param points by step: the new ones and up to [#WINDOW] before them
    /// @param fresh the numbers of the new steps
    public static List<TrainingFinding> inspect(List<MetricPoint> points, Set<Integer> fresh, Instant now) {
        List<TrainingFinding> found = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            MetricPoint point = points.get(i);
            if (fresh.contains(point.step())) {
                List<MetricPoint> before = points.subList(Math.max(0, i - WINDOW), i);
                inspect(point, before, now, found);
            }
        }
        return found;
    }

    private static void inspect(MetricPoint point, List<MetricPoint> before, Instant now, List<TrainingFinding> found) {
        if (point.isNonFinite()) {
            found.add(finding(Anomaly.DIVERGENCE, point, null, null, now));
        }
        double[] losses = losses(before);
        if (point.loss() != null) {
            spike(point, point.loss(), losses, now, found);
            growth(point, point.loss(), losses, now, found);
        }
        if (point.gradientNorm() != null) {
            gradient(point, point.gradientNorm(), before, now, found);
        }
        if (point.evalLoss() != null) {
            overfitting(point, before, now, found);
        }
        if (point.canaryExposure() != null && point.canaryExposure() >= EXPOSURE_LIMIT) {
            found.add(finding(Anomaly.MEMORISED_CANARY, point, point.canaryExposure(), EXPOSURE_LIMIT, now));
        }
    }

    private static TrainingFinding finding(
            Anomaly anomaly, MetricPoint point, @Nullable Double value, @Nullable Double limit, Instant now) {
        return new TrainingFinding(anomaly, point.step(), value, limit, 1, now);
    }

    private static void spike(
            MetricPoint point, double loss, double[] before, Instant now, List<TrainingFinding> found) {
        if (before.length < LEAST) {
            return;
        }
        double median = median(before);
        double[] deviations =
                Arrays.stream(before).map(value -> Math.abs(value - median)).toArray();
        double spread = Math.max(median(deviations), LEAST_SPREAD * Math.abs(median));
        double limit = Math.max(median + Z_LIMIT * spread / Z_FACTOR, SPIKE_FACTOR * median);
        if (loss > limit) {
            found.add(finding(Anomaly.LOSS_SPIKE, point, loss, limit, now));
        }
    }

    /// The median of the last ten losses, against the lowest median of ten consecutive ones before.
    private static void growth(
            MetricPoint point, double loss, double[] before, Instant now, List<TrainingFinding> found) {
        double[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = loss;
        if (all.length < 2 * BLOCK) {
            return;
        }
        double last = median(Arrays.copyOfRange(all, all.length - BLOCK, all.length));
        double lowest = Double.MAX_VALUE;
        for (int end = all.length - BLOCK; end >= BLOCK; end -= BLOCK) {
            lowest = Math.min(lowest, median(Arrays.copyOfRange(all, end - BLOCK, end)));
        }
        if (lowest > 0 && last > GROWTH_LIMIT * lowest) {
            found.add(finding(Anomaly.DIVERGENCE, point, last, GROWTH_LIMIT * lowest, now));
        }
    }

    private static void gradient(
            MetricPoint point, double norm, List<MetricPoint> before, Instant now, List<TrainingFinding> found) {
        double[] norms = before.stream()
                .map(MetricPoint::gradientNorm)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (norms.length >= LEAST && norm > GRADIENT_LIMIT * median(norms)) {
            found.add(finding(Anomaly.GRADIENT_EXPLOSION, point, norm, GRADIENT_LIMIT * median(norms), now));
        }
    }

    /// Three evaluations in a row rise and are 2 % above the best before, while the training loss does not rise.
    private static void overfitting(
            MetricPoint point, List<MetricPoint> before, Instant now, List<TrainingFinding> found) {
        List<MetricPoint> evaluated = new ArrayList<>(
                before.stream().filter(each -> each.evalLoss() != null).toList());
        evaluated.add(point);
        int first = evaluated.size() - OVERFIT_EVALS;
        if (first < 1) {
            return;
        }
        double best = evaluated.subList(0, first).stream()
                .mapToDouble(TrainingWatch::evalLoss)
                .min()
                .orElseThrow();
        for (int i = first; i < evaluated.size(); i++) {
            double loss = evalLoss(evaluated.get(i));
            if (loss <= OVERFIT_LIMIT * best || loss < evalLoss(evaluated.get(i - 1))) {
                return;
            }
        }
        Double start = evaluated.get(first - 1).loss();
        Double end = point.loss();
        if (start == null || end == null || end <= start) {
            found.add(finding(Anomaly.OVERFITTING, point, evalLoss(point), OVERFIT_LIMIT * best, now));
        }
    }

    private static double evalLoss(MetricPoint point) {
        return Objects.requireNonNull(point.evalLoss());
    }

    private static double[] losses(List<MetricPoint> points) {
        return points.stream()
                .map(MetricPoint::loss)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
