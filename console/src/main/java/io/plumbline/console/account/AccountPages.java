package io.plumbline.console.account;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The account of the signed-in user, whatever their roles: roles, own password, end of all sessions.
@Controller
class AccountPages {

    private static final String VIEW = "console/account/show";

    private final AccountClient accounts;

    AccountPages(AccountClient accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/account")
    @OpenToAll
    String show(Model model) {
        model.addAttribute("account", accounts.get());
        return VIEW;
    }

    /// Changes the password. All sessions of the user have ended then, this one included.
    @PostMapping("/account/password")
    @OpenToAll
    ModelAndView changePassword(
            @RequestParam String currentPassword,
            @RequestParam String newPassword,
            @RequestParam String repeated,
            HttpServletRequest request) {
        Map<String, Object> shown = Map.of("account", accounts.get());
        if (!newPassword.equals(repeated)) {
            return Submission.again(VIEW, shown, FormErrors.at("repeated", "differs from the new password"));
        }
        ModelAndView outcome = Submission.of(VIEW, shown, "The password is changed.", () -> {
            accounts.changePassword(new AccountClient.PasswordChange(currentPassword, newPassword));
            return "/account";
        });
        if (outcome.getView() instanceof RedirectView) {
            request.getSession().invalidate();
            return new ModelAndView(new RedirectView("/signed-out?passwordChanged", true, false));
        }
        return outcome;
    }
}
