package io.plumbline.standalone.layout;

import java.util.Arrays;
import java.util.List;

/// The five services and the console, in start order. A service added here gets secrets, ports, processes and
/// status.
public enum Service {
    GOVERNANCE(3, "io.plumbline.governance.GovernanceApplication"),
    REGISTRY(1, "io.plumbline.registry.RegistryApplication"),
    GATEWAY(0, "io.plumbline.gateway.GatewayApplication"),
    EVAL(2, "io.plumbline.eval.EvalApplication"),
    MONITORING(4, "io.plumbline.monitoring.MonitoringApplication"),
    CONSOLE(10, "io.plumbline.console.ConsoleApplication");

    private final int portOffset;
    private final String applicationClass;

    Service(int portOffset, String applicationClass) {
        this.portOffset = portOffset;
        this.applicationClass = applicationClass;
    }

    /// The short name, which is also the name of its database schema if it has one.
    public String id() {
        return switch (this) {
            case GOVERNANCE -> "governance";
            case REGISTRY -> "registry";
            case GATEWAY -> "gateway";
            case EVAL -> "eval";
            case MONITORING -> "monitoring";
            case CONSOLE -> "console";
        };
    }

    /// The name of the service in its configuration, to other services, and in lists.
    public String fullName() {
        return this == CONSOLE ? id() : id() + "-service";
    }

    /// Whether it stores data, and hence has a schema and an API. The console has neither.
    public boolean hasDatabase() {
        return this != CONSOLE;
    }

    /// Returns the services that store data.
    public static List<Service> withDatabase() {
        return Arrays.stream(values()).filter(Service::hasDatabase).toList();
    }

    public int portOffset() {
        return portOffset;
    }

    public String applicationClass() {
        return applicationClass;
    }
}
