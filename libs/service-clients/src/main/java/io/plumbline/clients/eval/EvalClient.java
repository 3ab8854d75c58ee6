package io.plumbline.clients.eval;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The API of eval-service for the registry.
public interface EvalClient {

    @GetExchange("/api/v1/suites/{name}")
    SuiteSummary suite(@PathVariable("name") String name);

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and returns the changed suites.
    /// Returns all suites if `since` is 0 or unknown in this history.
    @GetExchange("/internal/v1/snapshot")
    EvalSnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);
}
