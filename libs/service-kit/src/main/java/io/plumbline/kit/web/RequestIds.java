package io.plumbline.kit.web;

import io.plumbline.audit.UuidV7;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Assigns each request an id (`x-request-id`, the caller's if it is well-formed) and adds the service name to
/// log entries.
public final class RequestIds extends OncePerRequestFilter {

    public static final String HEADER = "x-request-id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final String service;
    private final UuidV7 ids;

    public RequestIds(String service, UuidV7 ids) {
        this.service = service;
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && WELL_FORMED.matcher(given).matches()
                ? given
                : ids.next().toString();
        response.setHeader(HEADER, id);
        MDC.put("requestId", id);
        MDC.put("service", service);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("requestId");
            MDC.remove("service");
        }
    }
}
