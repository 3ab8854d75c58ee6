package io.plumbline.governance.login;

import io.plumbline.governance.user.SignIns;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/// Checks a user name and password. An unknown name, a disabled user, a wrong password and throttling give the
/// same response, and the first three take the same time. No sign-in succeeds without its audit event.
@Component
class PasswordSignIn implements AuthenticationProvider {

    private static final int MAX_LENGTH = 200;

    private final DaoAuthenticationProvider passwords;
    private final SignInThrottle throttle;
    private final SignInLog log;

    PasswordSignIn(SignIns signIns, PasswordEncoder encoder, SignInThrottle throttle, SignInLog log) {
        this.passwords = new DaoAuthenticationProvider(
                name -> signIns.named(name).orElseThrow(() -> new UsernameNotFoundException("no such user")));
        this.passwords.setPasswordEncoder(encoder);
        this.throttle = throttle;
        this.log = log;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String name = authentication.getName().toLowerCase(Locale.ROOT);
        String address = authentication.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "";
        if (name.length() > MAX_LENGTH) {
            throw new BadCredentialsException("nobody has such a name");
        }
        SignInThrottle.Ruling ruling = throttle.begin(name, address);
        if (ruling.stopped() != null) {
            if (ruling.first()) {
                log.throttled(name, ruling.stopped());
            }
            throw new BadCredentialsException("too many tries");
        }
        Authentication signedIn;
        try {
            signedIn = passwords.authenticate(authentication);
        } catch (AuthenticationException e) {
            log.failed(name);
            throw e;
        }
        log.succeeded(signedIn);
        throttle.succeeded(name, address);
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
