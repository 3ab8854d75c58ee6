package io.plumbline.governance.login;

import io.plumbline.governance.token.IdTokens;
import io.plumbline.governance.token.PlatformClientProperties;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Signs a user out at a client's request (OpenID Connect RP-Initiated Logout 1.0): ends all sessions of the user,
/// here and at clients that keep people signed in. The ID token proves that the request
/// comes from a client of the user. Without it, the user confirms on the page.
@Controller
class EndSessionController {

    private final IdTokens idTokens;
    private final UserSessions sessions;
    private final PlatformClientProperties clients;

    EndSessionController(IdTokens idTokens, UserSessions sessions, PlatformClientProperties clients) {
        this.idTokens = idTokens;
        this.sessions = sessions;
        this.clients = clients;
    }

    @GetMapping("/connect/logout")
    @OpenToAll
    String endSession(
            @RequestParam(name = "id_token_hint", required = false) @Nullable String hint,
            @RequestParam(name = "post_logout_redirect_uri", required = false) @Nullable URI next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<IdTokens.Hint> known = hint == null ? Optional.empty() : idTokens.read(hint);
        if (known.isEmpty()) {
            return "redirect:/logout";
        }
        boolean isOfThisSession = Callers.find()
                .filter(caller -> caller.id().equals(known.get().userId().toString()))
                .isPresent();
        if (isOfThisSession) {
            new SecurityContextLogoutHandler()
                    .logout(
                            request,
                            response,
                            SecurityContextHolder.getContext().getAuthentication());
        }
        sessions.endAllOf(known.get().userId());
        return "redirect:" + clients.afterLogout(known.get().clientId(), next).orElse("/login?signedOut");
    }
}
