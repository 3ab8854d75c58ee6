package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Writes a problem with the first renderer that handles the request.
public final class ProblemWriter {

    private final List<ProblemRenderer> renderers;
    private final List<ProblemObserver> observers;

    public ProblemWriter(List<ProblemRenderer> renderers, List<ProblemObserver> observers) {
        this.renderers = List.copyOf(renderers);
        this.observers = List.copyOf(observers);
    }

    /// Returns the current trace id from the logging context; null outside a request.
    public static @Nullable String currentTraceId() {
        return MDC.get("traceId");
    }

    public void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        observers.forEach(observer -> observer.answered(problem, request));
        response.resetBuffer();
        for (ProblemRenderer renderer : renderers) {
            if (renderer.renders(request)) {
                renderer.render(problem, request, response);
                return;
            }
        }
        throw new IllegalStateException("no renderer for problems");
    }
}
