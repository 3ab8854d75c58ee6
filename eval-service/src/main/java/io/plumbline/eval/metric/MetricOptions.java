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

/// What was said of a metric beside its name, as JSON has it. Everything that is read must be what is
/// expected, and whatever nobody reads is refused by [#requireAllRead]. Not thread-safe.
public final class MetricOptions {

    /// Of a metric of which nothing was said.
    public static final MetricOptions NONE = new MetricOptions(Map.of());

    private static final int MOST_TEXTS = 100;

    private final Map<String, Object> values;
    private final Set<String> known = new LinkedHashSet<>();

    public MetricOptions(Map<String, Object> values) {
        this.values = values;
    }

    /// The value as it is; empty if it is not there.
    public Optional<Object> value(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name));
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /// False unless it is true.
    ///
    /// @throws InvalidMetricException if it is neither
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

    /// @throws InvalidMetricException if it is no text of 1 to `longest` characters
    public @Nullable String text(String name, int longest) {
        return value(name).map(value -> checked(name, value, longest)).orElse(null);
    }

    /// A text or several; empty if it is not there.
    ///
    /// @throws InvalidMetricException if there are more than 100, or one is no text of 1 to `longest`
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

    /// @throws InvalidMetricException if it is no number, or outside of the two
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

    /// @throws InvalidMetricException if it is no whole number, or outside of the two
    public int integer(String name, int otherwise, int least, int most) {
        double number = number(name, otherwise, least, most);
        if (number != Math.rint(number)) {
            throw fault(name, "must be a whole number");
        }
        return (int) number;
    }

    /// @param usual what it is if it is not there
    /// @param told how each is written
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

    /// @throws InvalidMetricException if something was said that the metric does not know
    public void requireAllRead() {
        values.forEach((name, value) -> {
            if (value != null && !known.contains(name)) {
                throw new InvalidMetricException(
                        "/options", known.isEmpty() ? "are not for this metric" : "may contain only " + known);
            }
        });
    }

    /// An option that is not as it should be.
    ///
    /// @param name as the metric knows it
    public static InvalidMetricException fault(String name, String reason) {
        return new InvalidMetricException("/options/" + name, reason);
    }
}
