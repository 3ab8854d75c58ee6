package io.plumbline.console.home;

import io.plumbline.console.page.Scope;
import io.plumbline.kit.security.OpenToAll;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Home: the work that waits. The list renews itself while the page is open.
@Controller
class HomeController {

    private final Worklist worklist;

    HomeController(Worklist worklist) {
        this.worklist = worklist;
    }

    @GetMapping("/")
    @OpenToAll
    String home(Model model, @ModelAttribute("scope") Scope scope) {
        add(model, scope);
        return "console/home";
    }

    @GetMapping("/worklist")
    @OpenToAll
    String worklist(Model model, @ModelAttribute("scope") Scope scope) {
        add(model, scope);
        return "console/home :: worklist";
    }

    private void add(Model model, Scope scope) {
        List<Worklist.Group> groups = worklist.of(scope);
        model.addAttribute("groups", groups);
        model.addAttribute(
                "waiting", groups.stream().mapToInt(Worklist.Group::size).sum());
    }
}
