package io.plumbline.registry;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The registry: what exists, in which version, and what may be in production.
@SpringBootApplication
public class RegistryApplication {

    static void main(String[] args) {
        PlumblineService.run(RegistryApplication.class, "registry", args);
    }
}
