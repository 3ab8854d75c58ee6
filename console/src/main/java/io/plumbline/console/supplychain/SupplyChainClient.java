package io.plumbline.console.supplychain;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// The supply-chain policy.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/supply-chain-policy")
interface SupplyChainClient {

    /// Returns it with its entity tag.
    @GetExchange
    ResponseEntity<Map<String, Object>> policy();

    /// Compares a draft with the stored policy.
    @PostExchange("/diff")
    Diff diff(@RequestBody Map<String, Object> draft);

    @PutExchange
    void put(
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Map<String, Object> draft);

    /// The changes of a draft.
    ///
    /// @param etag of the stored policy
    record Diff(int from, int to, @Nullable String etag, List<Change> changes) {}

    /// A change.
    record Change(
            String pointer,
            @Nullable Object before,
            @Nullable Object after) {}
}
