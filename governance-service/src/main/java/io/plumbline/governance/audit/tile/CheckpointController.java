package io.plumbline.governance.audit.tile;

import io.plumbline.governance.audit.log.LogState;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.PublicPaths;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Public endpoints for verifying the log with third-party tools (c2sp.org/tlog-checkpoint, signed-note).
@RestController
class CheckpointController {

    private final LogState log;

    CheckpointController(LogState log) {
        this.log = log;
    }

    @Bean
    static PublicPaths checkpointPaths() {
        return PublicPaths.of("/checkpoint", "/api/v1/audit/verifier-key");
    }

    @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    @OpenToAll
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(log.checkpoint());
    }

    /// Returns the state of the log.
    @GetMapping("/api/v1/audit/log")
    @RequiresPermission(Permission.AUDIT_READ)
    LogState.Standing standing() {
        return log.standing();
    }

    @GetMapping(path = "/api/v1/audit/verifier-key", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    @OpenToAll
    ResponseEntity<String> verifierKey() {
        return ResponseEntity.ok(log.verifierKey() + "\n");
    }
}
