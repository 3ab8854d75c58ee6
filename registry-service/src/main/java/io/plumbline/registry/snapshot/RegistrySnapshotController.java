package io.plumbline.registry.snapshot;

import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The feed that siblings follow by long polling.
@RestController
class RegistrySnapshotController {

    private final Changes changes;
    private final SnapshotReader reader;

    RegistrySnapshotController(Changes changes, SnapshotReader reader) {
        this.changes = changes;
        this.reader = reader;
    }

    /// Waits for a change after a version and returns the changes.
    @GetMapping("/internal/v1/snapshot")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    RegistrySnapshot snapshot(
            @RequestParam @Min(0) long since, @RequestParam(defaultValue = "0") @Min(0) @Max(30) int waitSeconds)
            throws InterruptedException {
        changes.awaitNext(since, Duration.ofSeconds(waitSeconds));
        return reader.since(since);
    }
}
