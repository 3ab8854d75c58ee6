package io.plumbline.governance.login;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.OpenToAll;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInPages {

    @GetMapping("/login")
    @OpenToAll
    String signIn(
            Model model,
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String signedOut) {
        model.addAttribute("failed", failed != null);
        model.addAttribute("signedOut", signedOut != null);
        return "governance/sign-in";
    }

    /// Other services redirect the browser here after signing out. Signing out is a POST, so that a link
    /// elsewhere cannot trigger it.
    @GetMapping("/logout")
    @OpenToAll
    String signOut() {
        return Callers.find().isPresent() ? "governance/sign-out" : "redirect:/login?signedOut";
    }
}
