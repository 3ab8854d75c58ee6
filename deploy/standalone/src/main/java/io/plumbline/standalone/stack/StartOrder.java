package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Service;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which services start side by side. Governance comes first: it migrates the audit log to which all others
/// append, and issues the tokens with which they ask each other. In a common JVM it also sets up the logging,
/// which Spring Boot cannot do for several contexts at once. The others wait for what they need of each other
/// by themselves.
final class StartOrder {

    static final List<Set<Service>> STAGES =
            List.of(EnumSet.of(Service.GOVERNANCE), EnumSet.complementOf(EnumSet.of(Service.GOVERNANCE)));

    private StartOrder() {}
}
