package io.plumbline.gateway.configuration;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on served configurations.
enum ConfigurationAction implements AuditAction {
    AUTHORIZED("gateway.configuration.authorized", "A served configuration was authorised for a production route."),
    SUPERSEDED("gateway.configuration.superseded", "A served configuration is no longer authorised for a route."),
    WITHDRAWN(
            "gateway.configuration.withdrawn",
            "Evidence for a configuration in production was withdrawn. It serves until its grace period ends."),
    BREAK_GLASS_OPENED(
            "gateway.breakGlass.opened", "A person temporarily lifted the rules for a production route (break-glass)."),
    BREAK_GLASS_CLOSED("gateway.breakGlass.closed", "The rules apply again to a production route.");

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
