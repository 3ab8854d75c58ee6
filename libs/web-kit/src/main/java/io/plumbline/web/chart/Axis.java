package io.plumbline.web.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A linear scale between round values with ticks.
///
/// @param low value at `from`
/// @param high value at `to`, above `low`
/// @param from coordinate of the lower end; greater than `to` if the axis ascends on the screen
public record Axis(double low, double high, double from, double to, List<Tick> ticks) {

    private static final int STEPS = 5;
    /// Tolerance that prevents an additional step for a value equal to a tick except for rounding.
    private static final double ROUNDING = 1e-9;

    /// A round value and its coordinate.
    public record Tick(String label, double at) {}

    /// Returns the shortest such scale that contains both values, in any order.
    public static Axis around(double one, double other, double from, double to) {
        double least = Math.min(one, other);
        double most = Math.max(one, other);
        if (most - least < ROUNDING) {
            double room = Math.max(Math.abs(most), 1) / 10;
            least -= room;
            most += room;
        }
        double step = step((most - least) / STEPS);
        long first = (long) Math.floor(least / step + ROUNDING);
        long last = (long) Math.ceil(most / step - ROUNDING);
        double low = first * step;
        double high = last * step;
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + ROUNDING));
        List<Tick> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            double value = i * step;
            ticks.add(new Tick(label(value, decimals), place(value, low, high, from, to)));
        }
        return new Axis(low, high, from, to, List.copyOf(ticks));
    }

    /// Drops every other label if adjacent labels would touch.
    ///
    /// @param character width of a character
    Axis legible(double character) {
        int longest =
                ticks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
        double apart = Math.abs(to - from) / Math.max(1, ticks.size() - 1);
        if ((longest + 1) * character <= apart) {
            return this;
        }
        List<Tick> thinned = new ArrayList<>(ticks.size());
        for (Tick tick : ticks) {
            thinned.add(thinned.size() % 2 == 0 ? tick : new Tick("", tick.at()));
        }
        return new Axis(low, high, from, to, List.copyOf(thinned));
    }

    /// Returns the coordinate of a value, to a tenth; values beyond the scale are drawn at its end.
    public double at(double value) {
        return place(value, low, high, from, to);
    }

    private static double place(double value, double low, double high, double from, double to) {
        double share = Math.clamp((value - low) / (high - low), 0, 1);
        return Math.round((from + share * (to - from)) * 10) / 10d;
    }

    /// Returns 1, 2 or 5 times a power of ten.
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least * (1 - ROUNDING)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String label(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%,." + Math.min(decimals, 6) + "f", value);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
