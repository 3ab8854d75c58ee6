package io.plumbline.governance.login;

import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.PublicPaths;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Leads to the console, at the same address there. Answers and messages link here, because every service knows
/// this service's public URL.
@Controller
@Hidden
class MovedPages {

    private final ConsoleAddressProperties urls;

    MovedPages(ConsoleAddressProperties urls) {
        this.urls = urls;
    }

    @Bean
    static PublicPaths pathsOfMovedPages() {
        return PublicPaths.of(
                "/", "/approvals/**", "/audit/**", "/incidents/**", "/policies/**", "/production-changes");
    }

    /// Redirects to a console whose address is configured, else to the sign-in.
    @GetMapping({"/", "/approvals/**", "/audit/**", "/incidents/**", "/policies/**", "/production-changes"})
    @OpenToAll
    String moved(HttpServletRequest request) {
        URI console = urls.console();
        if (console == null) {
            return "redirect:/login";
        }
        String query = request.getQueryString();
        return "redirect:" + console + request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
