package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alert-channels")
@ResourcePermissions(read = Permission.MONITOR_READ, write = Permission.MONITOR_WRITE)
class AlertChannelController extends NamedDocumentController<ChannelTerms, AlertChannelRequest, AlertChannelResponse> {

    AlertChannelController(NamedDocuments<ChannelTerms> channels, ChannelRules rules) {
        super("/api/v1/alert-channels", channels, rules);
    }

    /// Returns a channel without its secret.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    ResponseEntity<AlertChannelResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
