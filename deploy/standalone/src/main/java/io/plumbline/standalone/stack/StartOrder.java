package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Service;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The groups of services that start concurrently. Governance comes first: it migrates the audit log to which all
/// others append, and issues the tokens for their calls to each other. In a shared JVM it also sets up logging,
/// which Spring Boot cannot do for several contexts at once. The others themselves wait for what they need of
/// each other.
final class StartOrder {

    static final List<Set<Service>> STAGES =
            List.of(EnumSet.of(Service.GOVERNANCE), EnumSet.complementOf(EnumSet.of(Service.GOVERNANCE)));

    private StartOrder() {}
}
