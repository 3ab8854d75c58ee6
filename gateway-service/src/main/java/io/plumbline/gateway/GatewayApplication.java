package io.plumbline.gateway;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The gateway: applications call models through it and nowhere else.
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] arguments) {
        PlumblineService.run(GatewayApplication.class, "gateway", arguments);
    }
}
