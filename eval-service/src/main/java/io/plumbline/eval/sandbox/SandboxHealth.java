package io.plumbline.eval.sandbox;

import io.plumbline.eval.sandbox.Sandbox.Availability;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;

/// Tests the sandbox once the service is ready, and reports whether programs can be run. Without the sandbox,
/// eval-service stays in service and refuses them.
final class SandboxHealth implements HealthIndicator {

    private final Sandbox sandbox;

    SandboxHealth(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @EventListener(ApplicationReadyEvent.class)
    void test() {
        Thread _ = Thread.ofPlatform().daemon().name("sandbox-test").start(sandbox::availability);
    }

    @Override
    public Health health() {
        Availability known = sandbox.lastKnown();
        if (known == null) {
            return Health.up().withDetail("sandbox", "not tested yet").build();
        }
        return known.reason() == null
                ? Health.up().withDetail("sandbox", "available").build()
                : Health.up()
                        .withDetail("sandbox", "unavailable")
                        .withDetail("reason", known.reason())
                        .build();
    }
}
