package io.plumbline.web;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// The security headers of every page: no foreign content, no inline content, no framing.
public final class PageHeaders implements Customizer<HeadersConfigurer<HttpSecurity>> {

    private final String formAction;

    /// @param formAction additional origins that forms may lead to, for example the issuer's after a redirect;
    ///     may be empty
    public PageHeaders(String formAction) {
        this.formAction = formAction.isEmpty() ? "'self'" : "'self' " + formAction;
    }

    @Override
    public void customize(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self';"
                                + " font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "
                                + formAction))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
    }
}
