package io.plumbline.console.session;

import io.plumbline.kit.security.OpenToAll;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The page after signing out, and after a sign-in that failed.
@Controller
class SignedOutPages {

    @GetMapping("/signed-out")
    @OpenToAll
    String signedOut(
            Model model,
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String passwordChanged) {
        model.addAttribute("failed", failed != null);
        model.addAttribute("passwordChanged", passwordChanged != null);
        return "console/signed-out";
    }
}
