package io.plumbline.monitoring.alert.delivery;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Deliveries of channels and of alerts.
@RestController
@RequestMapping("/api/v1")
class AlertDeliveryController {

    private final AlertDeliveries deliveries;

    AlertDeliveryController(AlertDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    /// Sends a test message. Its outcome is in the deliveries. In PagerDuty it opens an incident.
    @PostMapping("/alert-channels/{name}/test")
    @RequiresPermission(Permission.MONITOR_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    AlertDelivery test(@PathVariable String name) {
        return deliveries.test(name);
    }

    /// Sends a message again that failed or that waits for its next attempt. Changes nothing while an attempt is under
    /// way. A message that was delivered, or that a later one replaces, is not sent again (409).
    @PostMapping("/alert-channels/{name}/deliveries/{id}/redeliver")
    @RequiresPermission(Permission.MONITOR_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    AlertDelivery redeliver(@PathVariable String name, @PathVariable UUID id) {
        return deliveries.redeliver(name, id);
    }

    /// Lists the deliveries of a channel in the last 30 days, newest first.
    @GetMapping("/alert-channels/{name}/deliveries")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<AlertDelivery> ofChannel(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return deliveries.ofChannel(name, paging);
    }

    /// Lists the deliveries of the last 30 days with an alert, newest first.
    @GetMapping("/alerts/{id}/deliveries")
    @RequiresPermission(Permission.MONITOR_READ)
    Page<AlertDelivery> ofAlert(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return deliveries.ofAlert(id, paging);
    }
}
