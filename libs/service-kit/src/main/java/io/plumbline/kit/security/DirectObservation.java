package io.plumbline.kit.security;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.ServerHttpObservationFilter;

/// Measures and traces requests like Spring's filter. For [DirectEndpoint]s it skips the observation, which
/// rebuilds the labels of each request and looks up its meters at start and end. It reports the same data: the
/// timers `http.server.requests` and `http.server.requests.active`, and a span of that name. Thread-safe.
final class DirectObservation extends ServerHttpObservationFilter {

    private static final String NAME = "http.server.requests";
    private static final String NONE = "none";

    private final DirectEndpoints.Paths paths;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final Propagator propagator;
    private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();
    private final LongTaskTimer active;

    DirectObservation(
            ObservationRegistry observations,
            DirectEndpoints.Paths paths,
            MeterRegistry meters,
            Tracer tracer,
            Propagator propagator) {
        super(observations);
        this.paths = paths;
        this.meters = meters;
        this.tracer = tracer;
        this.propagator = propagator;
        this.active = LongTaskTimer.builder(NAME + ".active")
                .tags(new Outcome("UNKNOWN", HttpServletResponse.SC_OK, NONE).tags())
                .register(meters);
    }

    /// The outcome of a request.
    ///
    /// @param exception simple name of the exception, or `none`
    private record Outcome(String uri, int status, String exception) {

        Tags tags() {
            return Tags.of(
                    "exception",
                    exception,
                    "method",
                    "POST",
                    "outcome",
                    kind(),
                    "status",
                    Integer.toString(status),
                    "uri",
                    uri);
        }

        private String kind() {
            HttpStatus.Series series = HttpStatus.Series.resolve(status);
            return switch (series) {
                case INFORMATIONAL, REDIRECTION, CLIENT_ERROR, SERVER_ERROR -> series.name();
                case SUCCESSFUL -> "SUCCESS";
                case null -> "UNKNOWN";
            };
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DirectEndpoint endpoint = paths.find(request);
        if (endpoint == null) {
            super.doFilterInternal(request, response, chain);
        } else {
            observe(endpoint.path(), request, response, chain);
        }
    }

    private void observe(String uri, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        LongTaskTimer.Sample underWay = active.start();
        Span span = propagator
                .extract(request, HttpServletRequest::getHeader)
                .kind(Span.Kind.SERVER)
                .name("http post " + uri)
                .start();
        Throwable thrown = null;
        try (Tracer.SpanInScope _ = tracer.withSpan(span)) {
            try {
                chain.doFilter(request, response);
            } catch (ServletException | IOException | RuntimeException e) {
                thrown = e instanceof ServletException && e.getCause() != null ? e.getCause() : e;
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                throw e;
            } finally {
                end(uri, thrownBy(request, thrown), response, span, System.nanoTime() - began);
            }
        } finally {
            underWay.stop();
            span.end();
        }
    }

    private static @Nullable Throwable thrownBy(HttpServletRequest request, @Nullable Throwable thrown) {
        return thrown == null && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error
                ? error
                : thrown;
    }

    /// Runs within the span, so that the timer records an exemplar.
    private void end(String uri, @Nullable Throwable thrown, HttpServletResponse response, Span span, long nanos) {
        String exception = thrown == null ? NONE : thrown.getClass().getSimpleName();
        Outcome outcome = new Outcome(uri, response.getStatus(), exception);
        timers.computeIfAbsent(outcome, this::timer).record(nanos, TimeUnit.NANOSECONDS);
        if (!span.isNoop()) {
            outcome.tags().forEach(tag -> span.tag(tag.getKey(), tag.getValue()));
            span.tag("http.url", uri);
            if (thrown != null) {
                span.error(thrown);
            }
        }
    }

    private Timer timer(Outcome outcome) {
        return Timer.builder(NAME)
                .tags(outcome.tags().and("error", outcome.exception()))
                .register(meters);
    }
}
