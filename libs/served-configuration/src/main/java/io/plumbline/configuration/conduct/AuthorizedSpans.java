package io.plumbline.configuration.conduct;

import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The times during which routes may serve by their configurations, and during which a person has lifted the
/// rules. Not thread-safe.
final class AuthorizedSpans {

    private final Map<String, List<Span>> spans = new HashMap<>();
    private final Map<String, List<Window>> windows = new HashMap<>();

    /// The time during which a route may serve by a configuration.
    ///
    /// @param justified whether the log has the gates and approvals that the change to it took
    /// @param upgraded whether it served before there were served configurations
    /// @param to null while it is in force without an end
    record Span(
            String digest,
            ServedConfiguration configuration,
            Instant from,
            boolean breakGlass,
            RiskTier tier,
            int approvers,
            RestsOn restsOn,
            boolean justified,
            boolean upgraded,
            @Nullable Instant to) {

        private boolean covers(Instant time) {
            return !time.plus(LoggedFacts.TOLERANCE).isBefore(from)
                    && (to == null || time.isBefore(to.plus(LoggedFacts.TOLERANCE)));
        }

        private Span until(Instant time) {
            return new Span(
                    digest, configuration, from, breakGlass, tier, approvers, restsOn, justified, upgraded, time);
        }
    }

    /// A time during which a person has lifted the rules.
    private record Window(Instant from, Instant until) {

        boolean covers(Instant time) {
            return !time.plus(LoggedFacts.TOLERANCE).isBefore(from) && time.isBefore(until.plus(LoggedFacts.TOLERANCE));
        }
    }

    void begin(String route, Span span) {
        spans.computeIfAbsent(route, _ -> new ArrayList<>()).add(span);
    }

    void supersede(String route, String digest, Instant time) {
        replace(spans, route, span -> span.digest().equals(digest) && span.to() == null ? span.until(time) : span);
    }

    void lift(String route, Instant from, Instant until) {
        windows.computeIfAbsent(route, _ -> new ArrayList<>()).add(new Window(from, until));
    }

    /// Ends the lifting of the rules: configurations that served only because of it no longer do.
    void close(String route, Instant time) {
        replace(windows, route, window -> window.until().isAfter(time) ? new Window(window.from(), time) : window);
        replace(
                spans,
                route,
                span -> span.breakGlass() && (span.to() == null || span.to().isAfter(time)) ? span.until(time) : span);
    }

    private static <T> void replace(Map<String, List<T>> all, String route, UnaryOperator<T> change) {
        List<T> ofRoute = all.get(route);
        if (ofRoute != null) {
            ofRoute.replaceAll(change);
        }
    }

    boolean isLifted(String route, Instant time) {
        return windows.getOrDefault(route, List.of()).stream().anyMatch(window -> window.covers(time));
    }

    /// Returns all authorisations of a route in order.
    List<Span> of(String route) {
        return spans.getOrDefault(route, List.of());
    }

    /// Returns the authorisation under which the route might serve by a configuration at that time.
    Optional<Span> find(String route, String digest, Instant time) {
        return of(route).stream()
                .filter(each -> each.digest().equals(digest) && each.covers(time))
                .reduce((_, latest) -> latest);
    }

    /// Returns the configurations by which the route served until then; if there is none, those by which it
    /// served last. Configurations that served only because the rules were lifted are no base of comparison.
    ///
    /// @param counts selects valid bases among the others
    List<Span> before(String route, Instant time, Predicate<Span> counts) {
        List<Span> all = of(route).stream()
                .filter(span -> !span.breakGlass() && counts.test(span))
                .toList();
        List<Span> open = all.stream().filter(span -> span.to() == null).toList();
        if (!open.isEmpty()) {
            return open;
        }
        Instant last = all.stream()
                .map(Span::to)
                .filter(to -> to != null && !to.isAfter(time.plus(LoggedFacts.TOLERANCE)))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return all.stream()
                .filter(span -> span.to() != null
                        && !span.to().isBefore(last.equals(Instant.MIN) ? last : last.minusMillis(100)))
                .toList();
    }
}
