package io.plumbline.registry.webhook;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of webhooks.
enum WebhookAction implements AuditAction {
    CHANGED("registry.webhook.changed", "A webhook was created or replaced."),
    DELETED("registry.webhook.deleted", "A webhook was deleted with its deliveries."),
    DISABLED("registry.webhook.disabled", "A webhook was disabled because its address did not accept events."),
    REDELIVERED("registry.webhook.redelivered", "An event was sent to a webhook again.");

    private final String code;
    private final String meaning;

    WebhookAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
