package io.plumbline.governance.login;

import io.plumbline.governance.invitation.Invitations;
import io.plumbline.governance.user.SignedInUser;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.tenancy.Tenancy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The page behind an annotator's link. Opening the page uses nothing, because mail programs open links; its button
/// uses the token and signs the annotator in, instead of any user before.
@Controller
class InvitationPage {

    private static final String VIEW = "governance/invitation";
    private static final int LONGEST = 100;

    private final Invitations invitations;
    private final ConsoleAddressProperties addresses;

    InvitationPage(Invitations invitations, ConsoleAddressProperties addresses) {
        this.invitations = invitations;
        this.addresses = addresses;
    }

    @GetMapping(Invitations.PAGE)
    @OpenToAll
    String show(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("token", token.length() > LONGEST ? "" : token);
        return VIEW;
    }

    @PostMapping(Invitations.PAGE)
    @OpenToAll
    String use(
            @RequestParam(defaultValue = "") String token,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<SignedInUser> user = token.isEmpty() || token.length() > LONGEST
                ? Optional.empty()
                : Tenancy.callAsPlatform(() -> invitations.use(token));
        if (user.isEmpty()) {
            response.setStatus(HttpStatus.GONE.value());
            model.addAttribute("token", "");
            model.addAttribute("refused", true);
            return VIEW;
        }
        signIn(user.get(), request, response);
        URI console = addresses.console();
        return "redirect:" + (console == null ? "/" : console + "/annotate");
    }

    /// Starts a new session, so that nothing of a former one remains.
    private static void signIn(SignedInUser user, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) != null) {
            request.getSession().invalidate();
        }
        user.eraseCredentials();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }
}
