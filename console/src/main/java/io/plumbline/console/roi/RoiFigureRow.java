package io.plumbline.console.roi;

import io.plumbline.console.page.Formats;
import io.plumbline.console.roi.RoiClient.Figure;
import io.plumbline.console.roi.RoiClient.Input;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A figure as a row of the page.
///
/// @param value null if unknown
/// @param interval null without one
/// @param covers what the interval covers
/// @param unknown why there is no value
record RoiFigureRow(
        String label,
        @Nullable String value,
        @Nullable String interval,
        @Nullable String covers,
        @Nullable String unknown,
        String method,
        List<InputText> inputs,
        List<String> notes) {

    private static final Map<String, String> LABELS = Map.of(
            "COST_PER_RESOLVED_TASK", "Cost per resolved task",
            "HOURS_SAVED_BY_EVALUATION", "Hours saved by automated evaluation",
            "SAVED_BY_EVALUATION", "Money saved by automated evaluation",
            "SAVED_BY_CACHE", "Money saved by the cache",
            "SAVED_BY_ROUTING", "Money saved by routing",
            "INCIDENTS_PREVENTED", "Incidents prevented",
            "SAVED_BY_PREVENTION", "Money saved by prevention",
            "TIME_TO_PRODUCTION", "Time from change to production",
            "NET_SAVINGS", "Net savings",
            "RETURN", "Return on the platform's cost");

    /// @param assumed whether it is assumed instead of measured
    record InputText(String name, String value, boolean assumed) {}

    static RoiFigureRow of(Figure figure, Formats formats) {
        Double value = figure.value();
        return new RoiFigureRow(
                LABELS.getOrDefault(figure.name(), formats.words(figure.name())),
                value == null ? null : text(value, figure.unit(), formats),
                interval(figure, formats),
                figure.interval(),
                figure.unknown(),
                figure.method(),
                figure.inputs().stream().map(input -> input(input, formats)).toList(),
                figure.notes());
    }

    private static @Nullable String interval(Figure figure, Formats formats) {
        Double low = figure.low();
        Double high = figure.high();
        if (figure.value() == null || (low == null && high == null)) {
            return null;
        }
        String most = high == null ? "no upper bound" : text(high, figure.unit(), formats);
        return low == null ? "up to " + most : text(low, figure.unit(), formats) + " to " + most;
    }

    private static String text(double value, String unit, Formats formats) {
        return switch (unit) {
            case "USD" -> formats.money(value);
            case "HOURS" ->
                value < 1 ? Math.round(value * 60) + " min" : formats.number(Math.round(value * 10) / 10.0) + " h";
            case "RATIO" -> formats.number(Math.round(value * 100)) + " %";
            default -> formats.number(value);
        };
    }

    private static InputText input(Input input, Formats formats) {
        return new InputText(
                input.name(),
                input.name().endsWith("(USD)") ? formats.money(input.value()) : formats.number(input.value()),
                "ASSUMED".equals(input.source()));
    }
}
