package io.plumbline.web.layout;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.web.PageRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/// Shows a problem as a page to somebody who asked for a page.
@Order(0)
public final class PageProblems implements ProblemRenderer {

    private final PageRequests pages = new PageRequests();

    @Override
    public boolean renders(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return pages.matches(request) && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String title = HtmlUtils.htmlEscape(problem.type().title());
        String detail = HtmlUtils.htmlEscape(String.valueOf(problem.getMessage()));
        String trace = HtmlUtils.htmlEscape(String.valueOf(ProblemWriter.currentTraceId()));
        response.setStatus(problem.type().status().value());
        response.setContentType("text/html;charset=UTF-8");
        String page = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s · Plumbline</title><link rel="stylesheet" href="/web-kit/plumbline.css"></head>
                <body><main class="problem"><h1>%1$s</h1><p>%2$s</p>
                <p class="muted">Trace <code>%3$s</code></p><p><a href="/">Back to the start</a></p></main></body>
                </html>
                """.formatted(title, detail, trace);
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
