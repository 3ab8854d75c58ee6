package io.plumbline.clients.eval;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Eval as the registry sees it.
public interface EvalClient {

    @GetExchange("/api/v1/suites/{name}")
    SuiteSummary suite(@PathVariable("name") String name);

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and answers which suites changed;
    /// everything when `since` is 0 or not a version of this history.
    @GetExchange("/internal/v1/snapshot")
    EvalSnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);
}
