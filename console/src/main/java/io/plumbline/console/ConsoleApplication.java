package io.plumbline.console;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The console. It stores nothing: sessions are in memory, and everything else comes from the services' APIs.
@SpringBootApplication
@ConfigurationPropertiesScan
public class ConsoleApplication {

    public static void main(String[] args) {
        PlumblineService.run(ConsoleApplication.class, "console", args);
    }
}
