package io.plumbline.governance.login;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Stores passwords with bcrypt, prefixed with the name of the function, so that another may replace it.
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    private static final String FUNCTION = "bcrypt";

    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder(FUNCTION, Map.of(FUNCTION, new BCryptPasswordEncoder()));
    }
}
