package io.plumbline.standalone.stack;

import io.plumbline.kit.PlumblineService;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.AEADBadTagException;
import org.springframework.context.ConfigurableApplicationContext;

/// Runs the services in this JVM, each in its own Spring context. The contexts start concurrently: much of a
/// start is waiting for the database.
final class OneJvm implements ServiceRunner {

    /// Spring's messages can fill a screen; the log has them in full.
    private static final int LONGEST_MESSAGE = 300;

    private final Home home;
    private final Map<Service, CompletableFuture<ConfigurableApplicationContext>> contexts =
            Collections.synchronizedMap(new EnumMap<>(Service.class));

    OneJvm(Home home) {
        this.home = home;
    }

    @Override
    public void start(Service service) {
        CompletableFuture<ConfigurableApplicationContext> context = new CompletableFuture<>();
        contexts.put(service, context);
        Thread.ofPlatform().name("start-" + service.id()).start(() -> {
            try {
                context.complete(startContext(service));
            } catch (Throwable e) {
                context.completeExceptionally(e);
            }
        });
    }

    @Override
    public void checkStarting() {
        contexts.forEach((service, context) -> {
            if (context.isCompletedExceptionally()) {
                throw new CannotContinue("%s did not start: %s (See %s.)"
                        .formatted(service.fullName(), rootMessage(context.exceptionNow()), log()));
            }
        });
    }

    @Override
    public void stop() {
        List<Map.Entry<Service, CompletableFuture<ConfigurableApplicationContext>>> lastFirst =
                new ArrayList<>(contexts.entrySet());
        Collections.reverse(lastFirst);
        for (Map.Entry<Service, CompletableFuture<ConfigurableApplicationContext>> entry : lastFirst) {
            // One that did not start has nothing to close.
            entry.getValue()
                    .handle((context, failure) -> Optional.ofNullable(context))
                    .join()
                    .ifPresent(ConfigurableApplicationContext::close);
        }
        contexts.clear();
    }

    private ConfigurableApplicationContext startContext(Service service) throws ClassNotFoundException {
        Class<?> application = Class.forName(service.applicationClass());
        List<String> arguments = new ArrayList<>(ServiceArguments.of(home, service, log()));
        // Spring would close all contexts at once, in an order of its own, and the log before them.
        arguments.add("--spring.main.register-shutdown-hook=false");
        arguments.add("--logging.register-shutdown-hook=false");
        return PlumblineService.start(application, service.id(), arguments.toArray(String[]::new));
    }

    private Path log() {
        return home.logs().resolve("services.log");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof AEADBadTagException) {
            return "the data in the database was encrypted with the key of another installation. Restore its secrets/,"
                    + " or use an empty database.";
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() + "." : root.getMessage();
        return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + " …" : message;
    }
}
