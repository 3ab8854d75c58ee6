package io.plumbline.monitoring.detection;

import java.util.ArrayList;
import java.util.List;

/// The adaptive window: keeps the observations since the last change, in buckets of exponentially growing size, and
/// drops the oldest while two parts of the window have different means. It needs no standardised observations and
/// raises an alarm if the mean has risen. Memory is O(log n). The probability of a false cut is at most δ per check.
///
/// @see <a href="https://doi.org/10.1137/1.9781611972771.42">Bifet & Gavaldà 2007</a>
public final class Adwin implements ChangeDetector {

    private static final int MOST_BUCKETS = 5;
    private static final double SHORTEST_PART = 5;
    private static final double GRACE = 10;

    private final double delta;
    private final int clock;
    private final int omitted;
    /// By size: the buckets of a row have 2^row observations each, the oldest first.
    private final List<List<Bucket>> rows = new ArrayList<>();
    private double width;
    private double total;
    private double variance;
    private long ticks;
    private double sinceCut;
    private boolean alarmed;

    private Adwin(double delta, int clock, int omitted) {
        this.delta = delta;
        this.clock = clock;
        this.omitted = omitted;
        rows.add(new ArrayList<>());
    }

    /// @param variance sum of the squared distances from the mean
    private record Bucket(double total, double variance) {}

    /// @param delta probability of a false cut per check, 0..1 exclusive
    /// @param clock checks every so many observations
    public static Adwin of(double delta, int clock) {
        return new Adwin(delta, clock, 0);
    }

    /// Returns a detector with the alarms of river (online-ml/river at 063ca61d), which does not count the newest
    /// bucket of each size to the old part, and therefore detects some changes later.
    static Adwin asInRiver(double delta, int clock) {
        return new Adwin(delta, clock, 1);
    }

    /// Returns a detector that checks after each observation.
    ///
    /// @param runLength average number of observations until a false alarm, at least
    static Adwin withRunLength(double runLength) {
        return of(1 / runLength, 1);
    }

    static Adwin of(List<Double> state) {
        Adwin restored = new Adwin(state.get(0), (int) Math.round(state.get(1)), (int) Math.round(state.get(7)));
        restored.width = state.get(2);
        restored.total = state.get(3);
        restored.variance = state.get(4);
        restored.ticks = Math.round(state.get(5));
        restored.sinceCut = state.get(6);
        restored.alarmed = state.get(8) > 0;
        restored.rows.clear();
        int at = 9;
        while (at < state.size()) {
            int buckets = (int) Math.round(state.get(at++));
            List<Bucket> row = new ArrayList<>();
            for (int i = 0; i < buckets; i++) {
                row.add(new Bucket(state.get(at), state.get(at + 1)));
                at += 2;
            }
            restored.rows.add(row);
        }
        return restored;
    }

    @Override
    public List<Double> state() {
        List<Double> state = new ArrayList<>(
                List.of(delta, (double) clock, width, total, variance, (double) ticks, sinceCut, (double) omitted));
        state.add(alarmed ? 1.0 : 0.0);
        for (List<Bucket> row : rows) {
            state.add((double) row.size());
            for (Bucket bucket : row) {
                state.add(bucket.total());
                state.add(bucket.variance());
            }
        }
        return state;
    }

    @Override
    public boolean add(double value) {
        if (alarmed) {
            restart();
        }
        rows.getFirst().add(new Bucket(value, 0));
        width++;
        if (width > 1) {
            double distance = value - total / (width - 1);
            variance += (width - 1) * distance * distance / width;
        }
        total += value;
        compress();
        ticks++;
        double before = total / width;
        boolean cut = false;
        sinceCut++;
        while (ticks % clock == 0 && width > GRACE && hasCut(!cut)) {
            cut = true;
            dropOldest();
        }
        alarmed = cut && total / width > before;
        return alarmed;
    }

    private void restart() {
        rows.clear();
        rows.add(new ArrayList<>());
        width = 0;
        total = 0;
        variance = 0;
        ticks = 0;
        sinceCut = 0;
    }

    @Override
    public long sinceChange() {
        return Math.max(1, Math.round(Math.min(sinceCut, width)));
    }

    /// Has no scale: 0, since an alarm is a cut.
    @Override
    public double evidence() {
        return 0;
    }

    private void compress() {
        for (int row = 0; row < rows.size() && rows.get(row).size() == MOST_BUCKETS + 1; row++) {
            if (row + 1 == rows.size()) {
                rows.add(new ArrayList<>());
            }
            double size = size(row);
            Bucket first = rows.get(row).removeFirst();
            Bucket second = rows.get(row).removeFirst();
            double distance = first.total() / size - second.total() / size;
            rows.get(row + 1)
                    .add(new Bucket(
                            first.total() + second.total(),
                            first.variance() + second.variance() + size * size * distance * distance / (2 * size)));
        }
    }

    private static double size(int row) {
        return Math.scalb(1.0, row);
    }

    /// Whether the window has two parts with different means.
    ///
    /// @param first whether this is the first cut of an alarm; the parts that differ most then tell when the change
    ///     began
    private boolean hasCut(boolean first) {
        double oldCount = 0;
        double oldTotal = 0;
        double largest = 1;
        for (int row = rows.size() - 1; row >= 0; row--) {
            List<Bucket> buckets = rows.get(row);
            for (Bucket bucket : buckets.subList(0, Math.max(0, buckets.size() - omitted))) {
                oldCount += size(row);
                oldTotal += bucket.total();
                double newCount = width - oldCount;
                if (oldCount >= SHORTEST_PART && newCount >= SHORTEST_PART) {
                    double difference = excess(oldCount, newCount, oldTotal / oldCount - (total - oldTotal) / newCount);
                    if (difference > largest && !first) {
                        return true;
                    }
                    if (difference > largest) {
                        largest = difference;
                        sinceCut = newCount;
                    }
                }
            }
        }
        return largest > 1;
    }

    /// Returns the difference of two means as a multiple of the one that chance explains.
    private double excess(double oldCount, double newCount, double difference) {
        double log = Math.log(2 * Math.log(width) / delta);
        double reciprocal = 1 / (oldCount - SHORTEST_PART + 1) + 1 / (newCount - SHORTEST_PART + 1);
        double bound = Math.sqrt(2 * reciprocal * Math.max(0, variance / width) * log) + 2.0 / 3 * log * reciprocal;
        return Math.abs(difference) / bound;
    }

    private void dropOldest() {
        int row = rows.size() - 1;
        double size = size(row);
        Bucket oldest = rows.get(row).removeFirst();
        width -= size;
        total -= oldest.total();
        double distance = oldest.total() / size - total / width;
        variance -= oldest.variance() + size * width * distance * distance / (size + width);
        if (rows.get(row).isEmpty() && row > 0) {
            rows.removeLast();
        }
    }
}
