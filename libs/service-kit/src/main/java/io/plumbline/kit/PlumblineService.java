package io.plumbline.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a service. Five services may live in one JVM, so nothing that a service reads has a common name: its
/// configuration is `<service>-service.yml`, and everything else is found from the property `plumbline.service` in
/// there.
public final class PlumblineService {

    /// Held from the beginning of a start until its logging is set up. There is one Logback in a JVM, and Spring Boot
    /// sets it up as if nobody else did: of two at once one may fail (its properties are a plain map), or leave
    /// behind the filter that silences all loggers until then.
    private static final ReentrantLock LOGGING = new ReentrantLock();

    private PlumblineService() {}

    /// Runs the service for as long as the JVM lives.
    public static void run(Class<?> application, String service, String... args) {
        start(application, service, args);
    }

    /// Starts the service; closing the context stops it. Several may start at once.
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

    /// Comes after Spring Boot's own listeners of this event, since it asks for no place among them.
    private static final class LoggingSetUp implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            letOthersStart();
        }
    }
}
