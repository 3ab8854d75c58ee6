package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Renders a problem in the shape that clients of the path expect. A service with a compatible API defines a bean
/// of this type with a lower `@Order` than the default, which renders `application/problem+json`.
public interface ProblemRenderer {

    /// Whether this renderer handles the request.
    boolean renders(HttpServletRequest request);

    /// Sets status, headers and body. The response is not committed.
    void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
