package io.plumbline.kit.security.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

    /// RFC 6750, 2.1.
    private static final Pattern GRAMMAR = Pattern.compile("Bearer [A-Za-z0-9._~+/-]+=*");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer plk_0123456789abcdef_Zz-9_", "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln-_"})
    void readsTheHeaderFormsOfClients(String authorization) {
        assertThat(BearerTokens.isPlain(authorization)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer  a",
                "Bearer a ",
                "Bearer a b",
                "bearer a",
                "Bearera",
                "Basic YTpi",
                "Bearer a,b",
                "Bearer \u0141",
                "Bearer a\u0000"
            })
    void leavesTheRestToSpring(String authorization) {
        assertThat(BearerTokens.isPlain(authorization)).isFalse();
    }

    @Test
    void refusesCharactersOutsideTheTokenGrammar() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String authorization = "Bearer a" + c;
            if (BearerTokens.isPlain(authorization)) {
                assertThat(authorization).matches(GRAMMAR);
            }
        }
    }
}
