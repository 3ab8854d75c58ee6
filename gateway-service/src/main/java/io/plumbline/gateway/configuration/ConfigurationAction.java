package io.plumbline.gateway.configuration;

import io.plumbline.kit.audit.AuditAction;

/// What is audited of served configurations.
enum ConfigurationAction implements AuditAction {
    AUTHORIZED("gateway.configuration.authorized", "A route may serve production calls by a configuration."),
    SUPERSEDED("gateway.configuration.superseded", "A route may no longer serve calls by a configuration."),
    WITHDRAWN(
            "gateway.configuration.withdrawn",
            "Evidence for a configuration in production does not hold any more; it serves until its grace is over."),
    BREAK_GLASS_OPENED("gateway.breakGlass.opened", "A person lifted the rules for a production route for a while."),
    BREAK_GLASS_CLOSED("gateway.breakGlass.closed", "The rules hold again for a production route.");

    private final String code;
    private final String meaning;

    ConfigurationAction(String code, String meaning) {
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
