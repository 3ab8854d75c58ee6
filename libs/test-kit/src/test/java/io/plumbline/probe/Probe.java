package io.plumbline.probe;

import io.plumbline.testkit.ServiceUnderTest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One running probe for the tests that start it with no settings of their own.
final class Probe implements BeforeAllCallback {

    private @Nullable ServiceUnderTest service;

    @Override
    public void beforeAll(ExtensionContext context) {
        service = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Probe.class))
                .computeIfAbsent(
                        "service",
                        _ -> ServiceUnderTest.start(ProbeApplication.class, "monitoring"),
                        ServiceUnderTest.class);
    }

    ServiceUnderTest service() {
        return Objects.requireNonNull(service);
    }
}
