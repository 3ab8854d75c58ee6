package io.plumbline.standalone.layout;

/// The five services, in start order. A service added here gets secrets, ports, processes and status.
public enum Service {
    GOVERNANCE(3, "io.plumbline.governance.GovernanceApplication"),
    REGISTRY(1, "io.plumbline.registry.RegistryApplication"),
    GATEWAY(0, "io.plumbline.gateway.GatewayApplication"),
    EVAL(2, "io.plumbline.eval.EvalApplication"),
    MONITORING(4, "io.plumbline.monitoring.MonitoringApplication");

    private final int portOffset;
    private final String applicationClass;

    Service(int portOffset, String applicationClass) {
        this.portOffset = portOffset;
        this.applicationClass = applicationClass;
    }

    /// The short name, which is also the name of its database schema.
    public String id() {
        return switch (this) {
            case GOVERNANCE -> "governance";
            case REGISTRY -> "registry";
            case GATEWAY -> "gateway";
            case EVAL -> "eval";
            case MONITORING -> "monitoring";
        };
    }

    /// The name of the service in its configuration, to other services, and in lists.
    public String fullName() {
        return id() + "-service";
    }

    public int portOffset() {
        return portOffset;
    }

    public String applicationClass() {
        return applicationClass;
    }
}
