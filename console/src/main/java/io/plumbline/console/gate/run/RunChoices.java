package io.plumbline.console.gate.run;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The names that the form of a gate offers.
final class RunChoices {

    private RunChoices() {}

    @ServiceApi(RemoteService.EVAL)
    interface Suites {

        @GetExchange("/api/v1/suites")
        Page<Named> list(@RequestParam int limit);
    }

    @ServiceApi(RemoteService.REGISTRY)
    interface Registered {

        @GetExchange("/api/v1/models")
        Page<Named> models(@RequestParam int limit);

        @GetExchange("/api/v1/prompts")
        Page<Named> prompts(@RequestParam int limit);
    }

    @ServiceApi(RemoteService.GATEWAY)
    interface Routes {

        @GetExchange("/api/v1/routes")
        Page<Named> list(@RequestParam int limit);
    }

    /// A suite, model, prompt or route.
    record Named(String name, String team, @Nullable Integer newestVersion) {}
}
