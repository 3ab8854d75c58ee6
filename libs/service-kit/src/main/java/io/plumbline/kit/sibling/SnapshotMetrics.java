package io.plumbline.kit.sibling;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;

/// Publishes the age of each snapshot (NaN before the first) and the number of failed writes of its copy.
final class SnapshotMetrics implements MeterBinder {

    private static final String AGE = "plumbline.snapshot.age";
    private static final String COPY_FAILURES = "plumbline.snapshot.copy.failures";
    private static final String SIBLING = "sibling";

    private final ObjectProvider<SnapshotFollower<?, ?>> followers;

    SnapshotMetrics(ObjectProvider<SnapshotFollower<?, ?>> followers) {
        this.followers = followers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        followers.stream().forEach(follower -> {
            TimeGauge.builder(AGE, follower, TimeUnit.MILLISECONDS, SnapshotMetrics::millis)
                    .tag(SIBLING, follower.name())
                    .description("Time since a sibling was last heard of")
                    .register(registry);
            FunctionCounter.builder(COPY_FAILURES, follower, SnapshotFollower::copyFailures)
                    .tag(SIBLING, follower.name())
                    .description("Copies of a sibling's state that could not be written")
                    .register(registry);
        });
    }

    private static double millis(SnapshotFollower<?, ?> follower) {
        Duration age = follower.age();
        return age == null ? Double.NaN : age.toMillis();
    }
}
