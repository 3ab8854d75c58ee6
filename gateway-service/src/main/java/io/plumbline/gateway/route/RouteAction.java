package io.plumbline.gateway.route;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on routes.
enum RouteAction implements AuditAction {
    CREATED("gateway.route.created", "A route was created."),
    CHANGED("gateway.route.changed", "A route was replaced."),
    REMOVED("gateway.route.removed", "A route was removed.");

    private final String code;
    private final String meaning;

    RouteAction(String code, String meaning) {
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
