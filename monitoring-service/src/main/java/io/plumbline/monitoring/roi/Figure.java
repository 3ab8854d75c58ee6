package io.plumbline.monitoring.roi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A figure with its method.
///
/// @param method how the value is computed
/// @param value in the unit; null if unknown
/// @param low lower end of the interval; null for an exact value, and if there is no bound
/// @param high upper end, likewise
/// @param interval what the interval covers; null without one
/// @param unknown why there is no value; null if there is one
/// @param inputs the numbers behind the value
/// @param notes what the value leaves out
record Figure(
        FigureName name,
        FigureUnit unit,
        String method,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable String interval,
        @Nullable String unknown,
        List<Input> inputs,
        List<String> notes) {

    /// Sums of binary fractions end in noise such as 1.7E-18, which is no saving.
    private static final int DECIMALS = 9;

    Figure {
        value = rounded(value);
        low = rounded(low);
        high = rounded(high);
    }

    /// The unit of a figure.
    enum FigureUnit {
        USD,
        HOURS,
        COUNT,
        /// 1 is the whole platform cost.
        RATIO
    }

    /// The origin of an input.
    enum InputSource {
        MEASURED,
        ASSUMED
    }

    /// A number behind a figure.
    record Input(String name, double value, InputSource source) {

        Input {
            value = rounded(value);
        }
    }

    private static @Nullable Double rounded(@Nullable Double number) {
        return number == null ? null : Double.valueOf(rounded(number.doubleValue()));
    }

    /// Rounds to nine decimals.
    static double rounded(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .doubleValue()
                : number;
    }

    static Figure of(FigureName name) {
        return new Figure(name, name.unit(), name.method(), null, null, null, null, null, List.of(), List.of());
    }

    Figure unknown(String reason) {
        return new Figure(name, unit, method, null, null, null, null, reason, inputs, notes);
    }

    Figure value(double exact) {
        return new Figure(name, unit, method, exact, null, null, null, null, inputs, notes);
    }

    /// @param what what the interval covers
    Figure between(@Nullable Double lower, @Nullable Double upper, String what) {
        return new Figure(name, unit, method, value, lower, upper, what, null, inputs, notes);
    }

    Figure measured(String what, double number) {
        return with(new Input(what, number, InputSource.MEASURED));
    }

    Figure measured(String what, long number) {
        return measured(what, (double) number);
    }

    Figure assumed(String what, double number) {
        return with(new Input(what, number, InputSource.ASSUMED));
    }

    private Figure with(Input input) {
        List<Input> more = new ArrayList<>(inputs);
        more.add(input);
        return new Figure(name, unit, method, value, low, high, interval, unknown, List.copyOf(more), notes);
    }

    /// Adds a note if a condition holds.
    Figure note(boolean holds, String text) {
        if (!holds) {
            return this;
        }
        List<String> more = new ArrayList<>(notes);
        more.add(text);
        return new Figure(name, unit, method, value, low, high, interval, unknown, inputs, List.copyOf(more));
    }

    /// Returns the lower end, else the value, else zero.
    double least() {
        return low != null ? low : value != null ? value : 0;
    }

    /// Returns the upper end, else the value, else zero.
    double most() {
        return high != null ? high : value != null ? value : 0;
    }
}
