package io.plumbline.clients.eval;

import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The API of eval-service for the registry.
public interface EvalClient {

    @GetExchange("/api/v1/suites/{name}")
    SuiteSummary suite(@PathVariable("name") String name);

    /// Opens a gate.
    ///
    /// @param key a repeated key opens no second gate
    @PostExchange("/api/v1/gates")
    GateSummary openGate(@RequestHeader("Idempotency-Key") String key, @RequestBody GateOrder order);

    @GetExchange("/api/v1/gates/{id}")
    GateSummary gate(@PathVariable("id") UUID id);

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and returns the changed suites.
    /// Returns all suites if `since` is 0 or unknown in this history.
    @GetExchange("/internal/v1/snapshot")
    EvalSnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);
}
