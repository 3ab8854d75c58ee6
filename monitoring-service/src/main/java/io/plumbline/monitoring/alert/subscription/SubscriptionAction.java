package io.plumbline.monitoring.alert.subscription;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of subscriptions.
enum SubscriptionAction implements AuditAction {
    CREATED("monitoring.alertSubscription.created", "A subscription, which sends alerts to a channel, was created."),
    CHANGED("monitoring.alertSubscription.changed", "A subscription, which sends alerts to a channel, was replaced."),
    REMOVED("monitoring.alertSubscription.removed", "A subscription, which sends alerts to a channel, was removed.");

    private final String code;
    private final String meaning;

    SubscriptionAction(String code, String meaning) {
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
