package io.plumbline.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Distinguishes page requests, authenticated by a session, from API requests with a bearer credential. It
/// matches the decoded path like the dispatcher: `/%61pi/` is `/api/`.
public final class PageRequests implements RequestMatcher {

    private static final List<String> APIS =
            List.of("/api", "/internal", "/v1", "/v3", "/docs", "/actuator", "/checkpoint", "/tile");

    @Override
    public boolean matches(HttpServletRequest request) {
        String path = request.getServletPath();
        return request.getHeader("Authorization") == null
                && APIS.stream().noneMatch(api -> path.equals(api) || path.startsWith(api + "/"));
    }
}
