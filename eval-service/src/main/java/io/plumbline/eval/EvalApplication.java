package io.plumbline.eval;

import io.plumbline.kit.PlumblineService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The evaluation service.
@SpringBootApplication
public class EvalApplication {

    public static void main(String[] args) {
        PlumblineService.run(EvalApplication.class, "eval", args);
    }
}
