package io.plumbline.console.home;

import io.plumbline.kit.security.OpenToAll;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Home.
@Controller
class HomeController {

    @GetMapping("/")
    @OpenToAll
    String home() {
        return "console/home";
    }
}
