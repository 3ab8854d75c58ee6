package io.plumbline.registry.webhook;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Webhooks.
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /// Creates or replaces a webhook.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.MODEL_WRITE)
    ResponseEntity<Webhook> put(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody WebhookRequest request) {
        Webhooks.Put put = webhooks.put(name, request);
        return (put.created() ? ResponseEntity.created(URI.create("/api/v1/webhooks/" + name)) : ResponseEntity.ok())
                .body(put.webhook());
    }

    /// Returns what a `PUT` of this webhook would change, without its secret. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.MODEL_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody WebhookRequest request) {
        return webhooks.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.MODEL_READ)
    Webhook get(@PathVariable String name) {
        return webhooks.get(name);
    }

    /// Lists webhooks by name.
    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    Page<Webhook> list(@Valid @ParameterObject Paging paging) {
        return webhooks.page(paging);
    }

    /// Deletes a webhook and its deliveries.
    @DeleteMapping("/{name}")
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        webhooks.delete(name);
    }

    /// Sends a `ping`. Its outcome is in the deliveries.
    @PostMapping("/{name}/test")
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable String name) {
        webhooks.ping(name);
    }

    /// Lists the deliveries of the last 30 days, newest first.
    @GetMapping("/{name}/deliveries")
    @RequiresPermission(Permission.MODEL_READ)
    Page<WebhookDelivery> deliveries(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return webhooks.deliveries(name, paging);
    }

    /// Sends an event again.
    @PostMapping("/{name}/deliveries/{id}/redeliver")
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    WebhookDelivery redeliver(@PathVariable String name, @PathVariable UUID id) {
        return webhooks.redeliver(name, id);
    }
}
