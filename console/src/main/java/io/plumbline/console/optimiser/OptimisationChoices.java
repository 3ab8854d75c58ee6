package io.plumbline.console.optimiser;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The names that the form offers.
final class OptimisationChoices {

    private OptimisationChoices() {}

    @ServiceApi(RemoteService.EVAL)
    interface OptimisedSuites {

        @GetExchange("/api/v1/suites")
        Page<Named> list(@RequestParam int limit);
    }

    @ServiceApi(RemoteService.REGISTRY)
    interface Versioned {

        @GetExchange("/api/v1/models")
        Page<Named> models(@RequestParam int limit);

        @GetExchange("/api/v1/prompts")
        Page<Named> prompts(@RequestParam int limit);
    }

    /// A suite, model or prompt.
    record Named(String name, String team, @Nullable Integer newestVersion) {}
}
