package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Service;

/// Runs services, in one JVM or many.
interface ServiceRunner {

    /// Begins to start the service; [Readiness] reports when it is ready.
    void start(Service service);

    /// Throws the error that ended a starting service, if there is one.
    void checkStarting();

    /// Stops the started services in reverse order.
    void stop();
}
