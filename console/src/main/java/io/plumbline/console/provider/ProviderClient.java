package io.plumbline.console.provider;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Providers, what uses them, and tests of their connection.
@ServiceApi(RemoteService.GATEWAY)
@HttpExchange("/api/v1/providers")
interface ProviderClient {

    @GetExchange
    Page<Provider> list(@RequestParam int limit);

    @GetExchange("/{name}")
    Provider get(@PathVariable String name);

    /// @param body absent members are left out: a missing credential keeps the stored one
    @PutExchange("/{name}")
    void put(@PathVariable String name, @RequestBody Map<String, Object> body);

    @DeleteExchange("/{name}")
    void remove(@PathVariable String name);

    @GetExchange("/{name}/uses")
    Uses uses(@PathVariable String name);

    @PostExchange("/{name}/test")
    Trial test(@PathVariable String name, @RequestBody Map<String, Object> body);

    /// A provider. Its credential is never returned.
    record Provider(
            String name,
            @Nullable String team,
            boolean shared,
            String kind,
            String baseUrl,
            boolean hasCredential,
            List<String> models,
            @Nullable Limits limits,
            Instant createdAt,
            Instant updatedAt) {}

    /// The limits of a provider in each replica of the gateway.
    record Limits(
            @Nullable Integer concurrency,
            @Nullable Integer maxWaitMs,
            @Nullable Integer attemptMs,
            @Nullable Integer firstTokenMs) {}

    /// What uses a provider.
    record Uses(List<String> routes, List<String> versions) {}

    /// The result of a test.
    record Trial(
            String outcome,
            String detail,
            String model,
            @Nullable Integer status,
            long latencyMs) {}
}
