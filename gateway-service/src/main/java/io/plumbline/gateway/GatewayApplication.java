package io.plumbline.gateway;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The gateway: applications call models through it and nowhere else.
///
/// It starts while governance and the registry are away, from the copies on its disk if they are recent enough. It
/// does not start without Postgres, where its routes and providers are: it waits for a minute and ends, for whoever
/// watches over it to start it again. Once it runs, it answers without Postgres from memory.
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] arguments) {
        PlumblineService.run(GatewayApplication.class, "gateway", arguments);
    }
}
