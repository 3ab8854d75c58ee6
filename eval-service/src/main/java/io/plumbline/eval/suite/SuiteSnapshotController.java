package io.plumbline.eval.suite;

import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The snapshot feed that the registry follows by long polling.
@RestController
class SuiteSnapshotController {

    private final Changes changes;
    private final SuiteSnapshots snapshots;

    SuiteSnapshotController(Changes changes, SuiteSnapshots snapshots) {
        this.changes = changes;
        this.snapshots = snapshots;
    }

    /// Waits for a change after a version and returns the changed suites.
    @GetMapping("/internal/v1/snapshot")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    EvalSnapshot snapshot(
            @RequestParam @Min(0) long since, @RequestParam(defaultValue = "0") @Min(0) @Max(30) int waitSeconds)
            throws InterruptedException {
        changes.awaitNext(since, Duration.ofSeconds(waitSeconds));
        return snapshots.since(since);
    }
}
