package io.plumbline.monitoring.alert.subscription;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/// A subscription in the API: the members of its `PUT`.
record AlertSubscriptionResponse(
        String name, String team, @JsonUnwrapped SubscriptionPlan plan, Instant createdAt, Instant updatedAt) {}
