package io.plumbline.web.login;

import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/// Sends people who have signed in to the page that they asked for, by its path alone: the address that Spring
/// Security saved repeats the Host header of that request.
public final class SavedPages {

    private SavedPages() {}

    public static AuthenticationSuccessHandler afterSignIn() {
        SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setRedirectStrategy(
                (_, response, address) -> response.sendRedirect(response.encodeRedirectURL(pathOf(address))));
        return handler;
    }

    /// Path and query. Never `//…`, which a browser takes for another host.
    static String pathOf(String address) {
        int host = address.startsWith("/") ? -1 : address.indexOf("://");
        int path = host < 0 ? 0 : address.indexOf('/', host + 3);
        return "/" + (path < 0 ? "" : address.substring(path)).replaceFirst("^[/\\\\]+", "");
    }
}
