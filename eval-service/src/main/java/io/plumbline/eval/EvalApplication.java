package io.plumbline.eval;

import io.plumbline.kit.PlumblineService;
import io.plumbline.web.PageKit;
import io.plumbline.web.login.OidcLogin;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// The evaluation service.
@SpringBootApplication
@Import({PageKit.class, OidcLogin.class})
public class EvalApplication {

    public static void main(String[] args) {
        PlumblineService.run(EvalApplication.class, "eval", args);
    }
}
