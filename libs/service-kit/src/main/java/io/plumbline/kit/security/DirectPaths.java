package io.plumbline.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// Knows which requests are to [DirectEndpoint]s. Thread-safe.
final class DirectPaths {

    private final ObjectProvider<DirectEndpoint> all;
    private volatile @Nullable Map<String, DirectEndpoint> byPath;

    /// @param all asked for with the first request, since filters are made before what answers
    DirectPaths(ObjectProvider<DirectEndpoint> all) {
        this.all = all;
    }

    /// Null for any other.
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
