package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Writes a problem in the shape that the path's clients understand. A service whose path is somebody's
/// standard defines a bean of this type with a lower `@Order` than the default, which renders
/// `application/problem+json`.
public interface ProblemRenderer {

    /// Whether this shape is the one for the request.
    boolean renders(HttpServletRequest request);

    /// Sets status, headers and body. The response is not committed.
    void render(ProblemException problem, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
