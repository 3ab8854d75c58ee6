package io.plumbline.kit.assembly;

import java.time.Instant;
import java.util.Objects;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/// Tells at `/actuator/info` which version of a service runs since when, and on which Java.
public final class ServiceInfo implements InfoContributor {

    private final String service;
    private final Instant startedAt;

    ServiceInfo(String service, Instant startedAt) {
        this.service = service;
        this.startedAt = startedAt;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("service", service)
                .withDetail("version", version())
                .withDetail("startedAt", startedAt.toString())
                .withDetail("java", Runtime.version().toString());
    }

    /// Returns the version of the build, which all modules share; `development` for classes outside a jar.
    public static String version() {
        return Objects.requireNonNullElse(ServiceInfo.class.getPackage().getImplementationVersion(), "development");
    }
}
