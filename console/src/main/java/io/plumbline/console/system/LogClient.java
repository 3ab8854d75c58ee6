package io.plumbline.console.system;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// The state of the audit log.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/audit")
interface LogClient {

    @GetExchange("/log")
    Standing standing();

    /// Newest first.
    @GetExchange("/verifications")
    Page<Verification> verifications(@RequestParam int limit);

    /// @param checkpoint null until the first is signed
    /// @param coveredUntil the time of the newest events in the checkpoint
    /// @param pending number of events without a position
    record Standing(
            @Nullable SignedTree checkpoint, @Nullable Instant coveredUntil, long pending) {}

    /// The tree of the newest signed checkpoint.
    record SignedTree(String origin, long size, String root) {}

    /// A verification of the log.
    record Verification(
            UUID id,
            String state,
            Instant startedAt,
            @Nullable Instant finishedAt) {}
}
