package io.plumbline.monitoring.call;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The query parameters of a chart over time.
///
/// @param minutes length of a span
public record ChartRange(
        @Parameter(description = "Start of the chart, rounded down to a whole span in UTC. Default: a day before `to`.")
        @Nullable
        Instant from,

        @Parameter(description = "End of the chart. Default: now.") @Nullable
        Instant to,

        @Parameter(
                description = "Length of a span in minutes: a divisor of 60, or whole hours. Default: 60. Spans below"
                        + " an hour are available for at most a day.")
        @Min(1)
        @Max(10_080)
        @Nullable
        Integer minutes) {

    private static final int HOUR = 60;
    private static final int MOST_SPANS = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /// The spans of a chart: `from`, and from there every `span` until `to`.
    public record Spans(Instant from, Instant to, Duration span) {}

    /// @throws ProblemException 400 for a range that no chart has
    public Spans spans(Clock clock) {
        Duration span = Duration.ofMinutes(minutes == null ? HOUR : minutes);
        boolean hours = span.toMinutes() % HOUR == 0;
        if (!hours && HOUR % span.toMinutes() != 0) {
            throw invalid("minutes must be a divisor of 60 or a multiple of 60.");
        }
        Instant end = to == null ? clock.instant() : to;
        check(end);
        Instant start = from == null ? end.minus(DAY) : from;
        check(start);
        Instant first =
                Instant.ofEpochSecond(Math.floorDiv(start.getEpochSecond(), span.toSeconds()) * span.toSeconds());
        Duration range = Duration.between(first, end);
        if (!first.isBefore(end) || range.dividedBy(span) > MOST_SPANS) {
            throw invalid("from must be before to, by at most 1,000 spans.");
        }
        if (!hours && range.compareTo(DAY.plus(span)) > 0) {
            throw invalid("Spans below an hour are available for at most a day. Ask for whole hours.");
        }
        return new Spans(first, end, span);
    }

    private static void check(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw invalid("from and to must be between the years 1970 and 9999.");
        }
    }

    private static ProblemException invalid(String reason) {
        return RequestProblem.INVALID_REQUEST.because(reason);
    }
}
