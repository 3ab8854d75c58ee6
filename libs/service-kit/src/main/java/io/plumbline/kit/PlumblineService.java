package io.plumbline.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a service. Up to five services share one JVM, so no service reads a globally named resource: its
/// configuration is `<service>-service.yml`, and everything else derives from the property `plumbline.service` in
/// that file.
public final class PlumblineService {

    /// Held from the start of a service until its logging is configured. A JVM has one Logback, and Spring Boot
    /// configures it without synchronisation. Of two concurrent starts, one may fail (the properties are a plain
    /// map) or leave behind the filter that silences all loggers during configuration.
    private static final ReentrantLock LOGGING = new ReentrantLock();

    private PlumblineService() {}

    /// Runs the service until the JVM exits.
    public static void run(Class<?> application, String service, String... args) {
        start(application, service, args);
    }

    /// Starts the service. Closing the context stops it. Several services may start concurrently.
    public static ConfigurableApplicationContext start(Class<?> application, String service, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--spring.config.name=" + service + "-service");
        LOGGING.lock();
        try {
            return new SpringApplicationBuilder(application)
                    .listeners(new LoggingSetUp())
                    .run(all.toArray(String[]::new));
        } finally {
            letOthersStart();
        }
    }

    private static void letOthersStart() {
        if (LOGGING.isHeldByCurrentThread()) {
            LOGGING.unlock();
        }
    }

    /// Runs after Spring Boot's own listeners of this event because it declares no order.
    private static final class LoggingSetUp implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            letOthersStart();
        }
    }
}
