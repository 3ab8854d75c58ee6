package io.plumbline.kit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a service. Five services may live in one JVM, so nothing that a service reads has a common name: its
/// configuration is `<service>-service.yml`, and everything else is found from the property `plumbline.service` in
/// there.
public final class PlumblineService {

    private PlumblineService() {}

    /// Runs the service for as long as the JVM lives.
    public static void run(Class<?> application, String service, String... args) {
        start(application, service, args);
    }

    /// Starts the service; closing the context stops it.
    public static ConfigurableApplicationContext start(Class<?> application, String service, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--spring.config.name=" + service + "-service");
        return new SpringApplicationBuilder(application).run(all.toArray(String[]::new));
    }
}
