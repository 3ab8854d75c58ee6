package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Service;

/// Runs services, in one JVM or many.
interface ServiceRunner {

    /// Begins to start the service; [Readiness] tells when it has.
    void start(Service service);

    /// Throws what ended a service while it was starting, if one was.
    void checkStarting();

    /// Stops what it started, the last one first.
    void stop();
}
