package io.plumbline.gateway;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The gateway: applications call models only through it.
///
/// It starts while governance and the registry are unavailable, from recent copies on its disk. It does not start
/// without Postgres, which stores its routes and providers: it waits for a minute and exits, so that its
/// supervisor can restart it. Once it runs, it answers from memory without Postgres.
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] arguments) {
        PlumblineService.run(GatewayApplication.class, "gateway", arguments);
    }
}
