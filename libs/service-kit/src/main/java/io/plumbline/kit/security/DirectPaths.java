package io.plumbline.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// Matches requests to [DirectEndpoint]s. Thread-safe.
final class DirectPaths {

    private final ObjectProvider<DirectEndpoint> all;
    private volatile @Nullable Map<String, DirectEndpoint> byPath;

    /// @param all resolved on the first request because filters are created before the endpoints
    DirectPaths(ObjectProvider<DirectEndpoint> all) {
        this.all = all;
    }

    /// Returns null for any other request.
    @Nullable
    DirectEndpoint find(HttpServletRequest request) {
        DirectEndpoint endpoint = byPath().get(request.getRequestURI());
        return endpoint != null && request.getMethod().equals("POST") && request.getQueryString() == null
                ? endpoint
                : null;
    }

    private Map<String, DirectEndpoint> byPath() {
        Map<String, DirectEndpoint> known = byPath;
        if (known == null) {
            known = all.stream().collect(Collectors.toUnmodifiableMap(DirectEndpoint::path, Function.identity()));
            byPath = known;
        }
        return known;
    }
}
