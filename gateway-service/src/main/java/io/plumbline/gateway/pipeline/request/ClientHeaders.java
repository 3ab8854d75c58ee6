package io.plumbline.gateway.pipeline.request;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.kit.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Selects the client headers that a provider of the same dialect needs: the API version and beta features. No
/// other header leaves the gateway.
public final class ClientHeaders {

    private static final String[] FORWARDED = {"anthropic-version", "anthropic-beta"};
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._, :-]{1,500}");

    private ClientHeaders() {}

    /// @throws ProblemException `invalid-call` for a value that is not valid in such a header
    public static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> found = LinkedHashMap.newLinkedHashMap(FORWARDED.length);
        for (String name : FORWARDED) {
            if (request.getHeader(name) == null) {
                continue;
            }
            String value = String.join(",", Collections.list(request.getHeaders(name)));
            if (!value.isBlank()) {
                if (!VALUE.matcher(value).matches()) {
                    throw InvalidCalls.at(name, "must be names and dates, separated by commas");
                }
                found.put(name, value);
            }
        }
        return found;
    }
}
