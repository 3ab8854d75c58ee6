package io.plumbline.monitoring;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The monitoring service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class MonitoringApplication {

    public static void main(String[] args) {
        PlumblineService.run(MonitoringApplication.class, "monitoring", args);
    }
}
