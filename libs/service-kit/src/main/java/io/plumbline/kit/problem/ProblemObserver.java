package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;

/// Observes each problem returned to a client. Called on the request thread before the response is written.
public interface ProblemObserver {

    void answered(ProblemException problem, HttpServletRequest request);
}
