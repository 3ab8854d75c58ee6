package io.plumbline.standalone.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretSourceTest {

    private final SecretSource source = new SecretSource();

    @Test
    void makesAnApiKeyOfIdAndSecret() {
        assertThat(source.newSecret(Secrets.ADMIN_API_KEY)).matches("plk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    }

    @Test
    void makesKeysOf256Bits() {
        assertThat(Base64.getDecoder().decode(source.newSecret(Secrets.KEY_ENCRYPTION_KEY)))
                .hasSize(32);
        assertThat(Base64.getDecoder().decode(source.newSecret(Secrets.PSEUDONYM_KEY)))
                .hasSize(32);
    }

    @Test
    void makesEachSecretOnce() {
        assertThat(source.newSecret(Secrets.ADMIN_PASSWORD)).isNotEqualTo(source.newSecret(Secrets.ADMIN_PASSWORD));
    }
}
