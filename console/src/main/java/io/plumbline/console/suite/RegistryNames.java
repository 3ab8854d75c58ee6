package io.plumbline.console.suite;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// What the pages of suites show of the registry.
@ServiceApi(RemoteService.REGISTRY)
interface RegistryNames {

    @GetExchange("/api/v1/models")
    Page<Dependent> list(@RequestParam int limit);

    @GetExchange("/api/v1/datasets")
    Page<Versioned> datasets(@RequestParam int limit);

    @GetExchange("/api/v1/prompts")
    Page<Versioned> prompts(@RequestParam int limit);

    /// A model.
    record Dependent(String name, List<String> requiredSuites) {}

    /// A dataset or prompt.
    record Versioned(String name, @Nullable Integer newestVersion) {

        String reference() {
            return name + "@" + newestVersion;
        }
    }
}
