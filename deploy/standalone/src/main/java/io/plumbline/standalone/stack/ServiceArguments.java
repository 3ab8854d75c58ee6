package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.nio.file.Path;
import java.util.List;

/// What a service is started with: where its secrets and settings are, and where its log goes. Secrets never stand on
/// a command line.
final class ServiceArguments {

    private ServiceArguments() {}

    static List<String> of(Home home, Service service, Path log) {
        return List.of(
                "--spring.config.additional-location=file:" + home.serviceProperties(service),
                "--logging.file.name=" + log,
                "--logging.pattern.file=${logging.pattern.console}",
                "--logging.console.enabled=false");
    }
}
