package io.plumbline.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// A POST on the hot path. Authorised calls take the short path of [DirectEndpoints]. All other calls go to the
/// handler of the same path, which must also exist.
public interface DirectEndpoint {

    /// The exact path, without patterns: `/v1/chat/completions`.
    String path();

    /// The required permission, the same as on the handler.
    Permission permission();

    /// Serves the request. Problems it throws are rendered as usual.
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
