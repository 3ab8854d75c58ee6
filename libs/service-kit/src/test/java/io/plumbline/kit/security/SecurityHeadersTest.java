package io.plumbline.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecurityHeadersTest {

    @Test
    void requireTlsOnlyWithTls() {
        String name = "Strict-Transport-Security";
        assertThat(SecurityHeaders.of(true)).containsEntry(name, "max-age=31536000 ; includeSubDomains");
        assertThat(SecurityHeaders.of(false)).doesNotContainKey(name).containsKey("X-Content-Type-Options");
    }
}
