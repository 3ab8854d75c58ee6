package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of channels.
enum ChannelAction implements AuditAction {
    CREATED("monitoring.alertChannel.created", "A channel for alerts was created."),
    CHANGED("monitoring.alertChannel.changed", "A channel for alerts was replaced."),
    REMOVED("monitoring.alertChannel.removed", "A channel for alerts was removed, with its deliveries.");

    private final String code;
    private final String meaning;

    ChannelAction(String code, String meaning) {
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
