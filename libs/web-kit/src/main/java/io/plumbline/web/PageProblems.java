package io.plumbline.web;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/// Renders a problem as a page, for page requests.
@Order(0)
final class PageProblems implements ProblemRenderer {

    private final PageRequests pages = new PageRequests();
    private final ViewResolver views;

    PageProblems(ViewResolver views) {
        this.views = views;
    }

    @Override
    public boolean renders(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return pages.matches(request) && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Object> shown = new HashMap<>();
        shown.put("title", problem.type().title());
        shown.put("detail", problem.getMessage());
        shown.put("errors", problem.errors());
        shown.put("trace", ProblemWriter.currentTraceId());
        response.setStatus(problem.type().status().value());
        response.setContentType("text/html;charset=UTF-8");
        try {
            View view = Objects.requireNonNull(views.resolveViewName("web-kit/problem", Locale.ENGLISH));
            view.render(shown, request, response);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The page of a problem cannot be shown", e);
        }
    }
}
