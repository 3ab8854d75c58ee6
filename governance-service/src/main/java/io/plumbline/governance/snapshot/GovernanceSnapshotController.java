package io.plumbline.governance.snapshot;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GovernanceSnapshotController {

    private static final int LONGEST_WAIT = 30;

    private final Snapshots snapshots;

    GovernanceSnapshotController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GetMapping("/internal/v1/snapshot")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    GovernanceSnapshot snapshot(
            @RequestParam @Min(0) long since, @RequestParam @Min(0) @Max(LONGEST_WAIT) int waitSeconds) {
        return snapshots.since(since, Duration.ofSeconds(waitSeconds));
    }
}
