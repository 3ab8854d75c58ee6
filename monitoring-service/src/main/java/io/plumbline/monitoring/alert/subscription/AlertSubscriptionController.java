package io.plumbline.monitoring.alert.subscription;

import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.monitoring.alert.subscription.SubscriptionRules.Terms;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alert-subscriptions")
@ResourcePermissions(read = Permission.MONITOR_READ, write = Permission.MONITOR_WRITE)
class AlertSubscriptionController
        extends NamedDocumentController<Terms, AlertSubscriptionRequest, AlertSubscriptionResponse> {

    AlertSubscriptionController(NamedDocuments<Terms> subscriptions, SubscriptionRules rules) {
        super("/api/v1/alert-subscriptions", subscriptions, rules);
    }

    /// Returns a subscription.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    ResponseEntity<AlertSubscriptionResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
