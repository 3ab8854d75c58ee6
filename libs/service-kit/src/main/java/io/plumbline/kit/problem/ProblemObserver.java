package io.plumbline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;

/// Learns of each problem that answers a request. Called on the thread of the request, before the answer is
/// written.
public interface ProblemObserver {

    void answered(ProblemException problem, HttpServletRequest request);
}
