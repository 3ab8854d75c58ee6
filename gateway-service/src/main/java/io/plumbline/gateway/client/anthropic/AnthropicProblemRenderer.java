package io.plumbline.gateway.client.anthropic;

import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.web.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Renders errors of `/v1/messages` in Anthropic's format. Precedes the renderer for the rest of `/v1` in
/// OpenAI's format. The problem properties `retry-after`, `retry-after-ms`, `x-should-retry`, `x-ratelimit-*` and
/// `anthropic-ratelimit-*` become headers, by which clients wait and retry.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AnthropicProblemRenderer implements ProblemRenderer {

    static final String PATH = "/v1/messages";

    private static final Pattern HEADERS =
            Pattern.compile("retry-after|retry-after-ms|x-should-retry|(x|anthropic)-ratelimit-.*");

    @Override
    public boolean renders(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(AnthropicErrors.statusOf(problem));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        String requestId = response.getHeader(RequestIds.HEADER);
        response.setHeader("request-id", requestId);
        problem.properties().forEach((name, value) -> {
            if (HEADERS.matcher(name).matches()) {
                response.setHeader(name, value.toString());
            }
        });
        response.getOutputStream().write(WireJson.bytes(AnthropicErrors.of(problem, requestId)));
    }
}
