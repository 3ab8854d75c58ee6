package io.plumbline.governance.login;

import io.plumbline.governance.user.SignedInUser;
import io.plumbline.governance.user.TemporaryPasswords;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.web.login.SavedPages;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The page on which a user replaces a temporary password. The sign-in goes on in the same session; all others
/// end.
@Controller
class TemporaryPasswordPage {

    private static final String VIEW = "governance/new-password";

    private final Users users;

    TemporaryPasswordPage(Users users) {
        this.users = users;
    }

    @GetMapping(TemporaryPasswords.PAGE)
    @OpenToAll
    String show() {
        return replacing().isPresent() ? VIEW : "redirect:/";
    }

    @PostMapping(TemporaryPasswords.PAGE)
    @OpenToAll
    @Nullable
    String replace(
            @RequestParam String password,
            @RequestParam String repeated,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws ServletException, IOException {
        Optional<SignedInUser> user = replacing();
        if (user.isEmpty()) {
            return "redirect:/";
        }
        if (!password.equals(repeated)) {
            model.addAttribute("error", "The passwords differ. Enter the same one twice.");
            return VIEW;
        }
        SignedInUser renewed;
        try {
            renewed = Tenancy.callAsPlatform(
                    () -> users.replaceTemporaryPassword(user.get().id(), password));
        } catch (ProblemException refused) {
            model.addAttribute("error", "The new password " + reason(refused) + ".");
            return VIEW;
        }
        new SavedSignIn(request, response).proceed(renewed);
        return null;
    }

    private static String reason(ProblemException refused) {
        return refused.errors().stream()
                .findFirst()
                .map(error -> error.message())
                .orElse("was refused");
    }

    /// Returns the signed-in user if their password is temporary.
    private static Optional<SignedInUser> replacing() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInUser user
                ? Optional.of(user).filter(SignedInUser::mustChangePassword)
                : Optional.empty();
    }

    /// The session in which the user continues.
    private record SavedSignIn(HttpServletRequest request, HttpServletResponse response) {

        void proceed(SignedInUser user) throws ServletException, IOException {
            user.eraseCredentials();
            Authentication authentication = UsernamePasswordAuthenticationToken.authenticated(user, null, List.of());
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(authentication);
            SecurityContextHolder.setContext(context);
            new HttpSessionSecurityContextRepository().saveContext(context, request, response);
            SavedPages.afterSignIn().onAuthenticationSuccess(request, response, authentication);
        }
    }
}
