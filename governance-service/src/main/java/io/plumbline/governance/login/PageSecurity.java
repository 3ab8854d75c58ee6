package io.plumbline.governance.login;

import io.plumbline.governance.token.PlatformClientProperties;
import io.plumbline.governance.user.SessionUsers;
import io.plumbline.governance.user.SignIns;
import io.plumbline.governance.user.SignedInUser;
import io.plumbline.governance.user.TemporaryPasswords;
import io.plumbline.kit.security.PublicPaths;
import io.plumbline.web.PageHeaders;
import io.plumbline.web.PageRequests;
import io.plumbline.web.login.SavedPages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/// The filter chain of pages: session, sign-in form, CSRF tokens.
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    @Bean
    PublicPaths signInPaths() {
        return PublicPaths.of("/login", "/logout", "/connect/logout", "/invitation");
    }

    @Bean
    @Order(10)
    SecurityFilterChain pageChain(
            HttpSecurity http,
            PasswordSignIn signIn,
            SignIns signIns,
            PlatformClientProperties clients,
            UserSessions sessions,
            ObjectProvider<PublicPaths> publicPaths) {
        String[] open = publicPaths
                .orderedStream()
                .flatMap(paths -> paths.patterns().stream())
                .toArray(String[]::new);
        return http.securityMatcher(new PageRequests())
                .authenticationManager(new ProviderManager(signIn))
                .headers(new PageHeaders(clients.redirectOrigins()))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(open).permitAll().anyRequest().authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(SavedPages.afterSignIn())
                        .failureUrl("/login?failed"))
                .logout(logout -> logout.logoutSuccessUrl("/login?signedOut")
                        .addLogoutHandler((_, _, authentication) -> {
                            if (authentication != null && authentication.getPrincipal() instanceof SignedInUser user) {
                                sessions.endAllOf(user.id());
                            }
                        }))
                .addFilterAfter(new TemporaryPasswords(), SecurityContextHolderFilter.class)
                .addFilterBefore(new SessionUsers(signIns), AuthorizationFilter.class)
                .build();
    }
}
