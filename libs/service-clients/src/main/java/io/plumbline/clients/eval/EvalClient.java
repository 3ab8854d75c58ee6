package io.plumbline.clients.eval;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/// Eval as the registry sees it.
public interface EvalClient {

    @GetExchange("/api/v1/suites/{name}")
    SuiteSummary suite(@PathVariable("name") String name);
}
