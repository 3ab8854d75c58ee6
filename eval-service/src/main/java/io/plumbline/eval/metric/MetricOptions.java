package io.plumbline.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The options of a metric besides its name, as JSON values. Read values must have the expected form, and
/// [#requireAllRead] refuses unread ones. Not thread-safe.
public final class MetricOptions {

    /// For a metric without options.
    public static final MetricOptions NONE = new MetricOptions(Map.of());

    private static final int MOST_TEXTS = 100;

    private final Map<String, Object> values;
    private final Set<String> known = new LinkedHashSet<>();

    public MetricOptions(Map<String, Object> values) {
        this.values = values;
    }

    /// Returns the raw value; empty if missing.
    public Optional<Object> value(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name));
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /// Returns a flag; default false.
    ///
    /// @throws InvalidMetricException if it is not a boolean
    public boolean flag(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof Boolean flag) {
                        return flag;
                    }
                    throw fault(name, "must be true or false");
                })
                .orElse(false);
    }

    /// @throws InvalidMetricException if it is not a text of 1 to `longest` characters
    public @Nullable String text(String name, int longest) {
        return value(name).map(value -> checked(name, value, longest)).orElse(null);
    }

    /// Returns one or several texts; empty if missing.
    ///
    /// @throws InvalidMetricException if there are more than 100, or one is not a text of 1 to `longest`
    ///     characters
    public List<String> texts(String name, int longest) {
        Object value = value(name).orElse(List.of());
        List<?> all = value instanceof List<?> list ? list : List.of(value);
        if (all.size() > MOST_TEXTS) {
            throw fault(name, "must be at most " + MOST_TEXTS + " texts");
        }
        List<String> texts = new ArrayList<>(all.size());
        all.forEach(text -> texts.add(checked(name, text, longest)));
        return texts;
    }

    private static String checked(String name, @Nullable Object value, int longest) {
        if (value instanceof String text && !text.isEmpty() && text.length() <= longest) {
            return text;
        }
        throw fault(name, "must be a text of 1 to " + longest + " characters");
    }

    /// @throws InvalidMetricException if it is not a number, or out of range
    public double number(String name, double otherwise, double least, double most) {
        return value(name)
                .map(value -> {
                    if (value instanceof Number number
                            && number.doubleValue() >= least
                            && number.doubleValue() <= most) {
                        return number.doubleValue();
                    }
                    throw fault(name, "must be a number from " + least + " to " + most);
                })
                .orElse(otherwise);
    }

    /// @throws InvalidMetricException if it is not a whole number, or out of range
    public int integer(String name, int otherwise, int least, int most) {
        double number = number(name, otherwise, least, most);
        if (number != Math.rint(number)) {
            throw fault(name, "must be a whole number");
        }
        return (int) number;
    }

    /// @param usual the default
    /// @param told returns the written form of each constant
    /// @throws InvalidMetricException if it is none of them
    public <E extends Enum<E>> E choice(String name, E usual, Function<E, String> told) {
        E[] all = usual.getDeclaringClass().getEnumConstants();
        return value(name)
                .map(value -> Arrays.stream(all)
                        .filter(each -> told.apply(each).equals(value))
                        .findFirst()
                        .orElseThrow(() -> fault(
                                name,
                                "must be one of " + Arrays.stream(all).map(told).toList())))
                .orElse(usual);
    }

    /// @throws InvalidMetricException if there is an option that the metric does not support
    public void requireAllRead() {
        values.forEach((name, value) -> {
            if (value != null && !known.contains(name)) {
                throw new InvalidMetricException(
                        "/options", known.isEmpty() ? "are not for this metric" : "may contain only " + known);
            }
        });
    }

    /// Creates the error for an invalid option.
    ///
    /// @param name its name
    public static InvalidMetricException fault(String name, String reason) {
        return new InvalidMetricException("/options/" + name, reason);
    }
}
