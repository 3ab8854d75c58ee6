package io.plumbline.web.login;

import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/// Redirects signed-in users to the page they requested, by path only. The URL saved by Spring Security contains
/// the Host header of the request.
public final class SavedPages {

    private SavedPages() {}

    public static AuthenticationSuccessHandler afterSignIn() {
        SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setRedirectStrategy(
                (_, response, address) -> response.sendRedirect(response.encodeRedirectURL(pathOf(address))));
        return handler;
    }

    /// Returns path and query. Never returns `//…`, which a browser treats as another host.
    static String pathOf(String address) {
        int host = address.startsWith("/") ? -1 : address.indexOf("://");
        int path = host < 0 ? 0 : address.indexOf('/', host + 3);
        return "/" + (path < 0 ? "" : address.substring(path)).replaceFirst("^[/\\\\]+", "");
    }
}
