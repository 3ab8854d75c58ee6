package io.plumbline.governance.login;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// How passwords are stored: by bcrypt, with the name of the function before the hash, so that another may follow.
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    private static final String FUNCTION = "bcrypt";

    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder(FUNCTION, Map.of(FUNCTION, new BCryptPasswordEncoder()));
    }
}
