package io.plumbline.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// A POST that is called so often that the way to it counts. Who may call it takes the short way, see
/// [DirectEndpoints]; everybody else comes to a handler of the same path, which must be there too.
public interface DirectEndpoint {

    /// The whole of it, without patterns: `/v1/chat/completions`.
    String path();

    /// What its callers need, as the handler says it too.
    Permission permission();

    /// Answers. Problems that it throws are told as elsewhere.
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
