package io.plumbline.bench.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A repeatedly measured value, with a test for growth.
///
/// It grows if the growth is both certain and large: Mann and Kendall's test for a trend (Mann 1945; one-sided,
/// normal approximation, equal values counted as neither) finds one at 0.01, and along Theil and Sen's line (the
/// median of all slopes between two points, Sen 1968) it exceeds the tolerance. Both are robust against single
/// outliers and independent of the values' distribution. Not thread-safe.
final class Series {

    /// The quantile 0.99 of the standard normal distribution.
    private static final double SURE = 2.326;

    private static final int FEWEST = 8;

    private final String name;
    private final String unit;
    private final double tolerated;
    private final double toleratedShare;
    private final List<Point> points = new ArrayList<>();

    /// @param tolerated growth from beginning to end
    /// @param toleratedShare growth as a share of its median, 0..1, if that is more
    Series(String name, String unit, double tolerated, double toleratedShare) {
        this.name = name;
        this.unit = unit;
        this.tolerated = tolerated;
        this.toleratedShare = toleratedShare;
    }

    private record Point(double seconds, double value) {}

    void add(double seconds, double value) {
        points.add(new Point(seconds, value));
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    List<Double> values() {
        return points.stream().map(Point::value).toList();
    }

    int size() {
        return points.size();
    }

    /// Whether there are enough points for the test.
    boolean isLongEnough() {
        return points.size() >= FEWEST;
    }

    boolean grows() {
        return isLongEnough() && trend() > SURE && growth() > Math.max(tolerated, toleratedShare * median());
    }

    /// The growth from the first point to the last, along the line.
    double growth() {
        return perSecond() * (points.getLast().seconds() - points.getFirst().seconds());
    }

    /// The growth per hour.
    double perHour() {
        return perSecond() * 3_600;
    }

    private double perSecond() {
        double[] slopes = new double[points.size() * (points.size() - 1) / 2];
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                Point one = points.get(i);
                Point other = points.get(j);
                slopes[count++] = (other.value() - one.value()) / (other.seconds() - one.seconds());
            }
        }
        return middle(slopes);
    }

    private double median() {
        return middle(points.stream().mapToDouble(Point::value).toArray());
    }

    private static double middle(double[] numbers) {
        if (numbers.length == 0) {
            return 0;
        }
        Arrays.sort(numbers);
        int half = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
    }

    /// Mann and Kendall's statistic, standardised; more than 0 for rising values.
    double trend() {
        int n = points.size();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                sum += Math.signum(points.get(j).value() - points.get(i).value());
            }
        }
        double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties()) / 18;
        return variance <= 0 || sum == 0 ? 0 : (sum - Math.signum(sum)) / Math.sqrt(variance);
    }

    private double ties() {
        double[] sorted = points.stream().mapToDouble(Point::value).sorted().toArray();
        double ties = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double equal = i - from;
                ties += equal * (equal - 1) * (2 * equal + 5);
                from = i;
            }
        }
        return ties;
    }
}
