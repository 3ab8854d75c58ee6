package io.plumbline.standalone.stack;

import io.plumbline.standalone.init.ServiceSettings;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The arguments of a service: the locations of its secrets and settings, and of its log. Settings that
/// environment variables could override by Spring's rules are repeated here, where they cannot:
/// `PLUMBLINE_DATABASE_URL` is meant for us, and `SERVER_PORT` for something else. Secrets never appear on a
/// command line.
final class ServiceArguments {

    private ServiceArguments() {}

    static List<String> of(Home home, Service service, Path log) {
        Map<String, String> settings = ServiceSettings.of(home, service);
        List<String> arguments = new ArrayList<>(List.of(
                argument(settings, "server.port"),
                "--spring.config.additional-location=file:" + home.serviceProperties(service),
                "--logging.file.name=" + log,
                "--logging.pattern.file=${logging.pattern.console}",
                "--logging.console.enabled=false"));
        if (service.hasDatabase()) {
            arguments.add(argument(settings, "plumbline.database.url"));
        }
        return List.copyOf(arguments);
    }

    private static String argument(Map<String, String> settings, String name) {
        return "--" + name + "=" + settings.getOrDefault(name, "");
    }
}
