package io.plumbline.registry;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The registry of models, prompts, datasets and knowledge bases, their versions, and their promotion to production.
@SpringBootApplication
public class RegistryApplication {

    static void main(String[] args) {
        PlumblineService.run(RegistryApplication.class, "registry", args);
    }
}
