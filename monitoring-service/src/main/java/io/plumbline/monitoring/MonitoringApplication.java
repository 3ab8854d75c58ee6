package io.plumbline.monitoring;

import io.plumbline.kit.PlumblineService;
import io.plumbline.web.PageKit;
import io.plumbline.web.login.OidcLogin;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/// The monitoring service.
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({PageKit.class, OidcLogin.class})
public class MonitoringApplication {

    public static void main(String[] args) {
        PlumblineService.run(MonitoringApplication.class, "monitoring", args);
    }
}
